package dev.rampwright.operator.ramp;

import java.util.List;

/**
 * What one state's rule says: where the ramp goes, and what there is to tell.
 *
 * @param state the state to record
 * @param events what happened just now
 * @param verdicts of all gates at the step in force
 */
record Next(RampState state, List<RampEvent> events, List<GateVerdict> verdicts) {
  static Next stay(RampState state) {
    return new Next(state, List.of(), List.of());
  }

  static Next to(RampState state, RampReason reason, String message) {
    RampEvent event = new RampEvent(reason, message);
    return new Next(state, List.of(event), List.of());
  }

  static Next rollBack(Trying state, RampPlan plan, Cause cause, Observation seen) {
    RampEvent event = new RampEvent(cause.reason(), cause.message());
    return new Next(state.rollBack(plan, cause, seen.now()), List.of(event), List.of());
  }

  Next with(List<GateVerdict> judged) {
    return new Next(state, events, judged);
  }
}
