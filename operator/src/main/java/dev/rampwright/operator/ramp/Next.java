package dev.rampwright.operator.ramp;

import java.util.List;
import java.util.Optional;

/**
 * What one state's rule says: where the ramp goes, and what there is to tell.
 *
 * @param state the state to record
 * @param events what happened just now
 * @param verdicts of all gates at the step in force
 * @param outcome what became of the command; empty if there is none, or if it waits for a pass in
 *     which nothing else happens
 */
record Next(
    RampState state,
    List<RampEvent> events,
    List<GateVerdict> verdicts,
    Optional<CommandOutcome> outcome) {
  static Next stay(RampState state) {
    return new Next(state, List.of(), List.of(), Optional.empty());
  }

  static Next to(RampState state, RampReason reason, String message) {
    RampEvent event = new RampEvent(reason, message);
    return new Next(state, List.of(event), List.of(), Optional.empty());
  }

  static Next rollBack(Trying state, RampPlan plan, Cause cause, Observation seen) {
    RampEvent event = new RampEvent(cause.reason(), cause.message());
    int weight = Retreat.weight(plan, state, state.weightPercent(plan), cause, seen);
    return new Next(
        state.rollBack(plan, cause, weight, seen.now()),
        List.of(event),
        List.of(),
        Optional.empty());
  }

  /** The step keeps its share beyond its maxHold, until a person says what shall be. */
  static Next holdExceeded(Ramping step, Observation seen, String message) {
    String candidate = step.attempt().candidate();
    return to(
        step.pause(Pause.HOLD_EXCEEDED, seen.now()),
        RampReason.HOLD_EXCEEDED,
        "%s; paused until promote/%s/<token>, resume/%s/<token> or abort/%s/<token>"
            .formatted(message, candidate, candidate, candidate));
  }

  Next with(List<GateVerdict> judged) {
    return new Next(state, events, judged, outcome);
  }

  Next in(RampState other) {
    return new Next(other, events, verdicts, outcome);
  }

  Next because(CommandOutcome of) {
    return new Next(state, events, verdicts, Optional.of(of));
  }
}
