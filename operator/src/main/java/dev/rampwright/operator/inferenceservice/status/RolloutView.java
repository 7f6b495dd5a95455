package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus.GateVerdict;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RolloutStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.Transition;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.ramp.BeforeTraffic;
import dev.rampwright.operator.ramp.Draining;
import dev.rampwright.operator.ramp.Interrupted;
import dev.rampwright.operator.ramp.Paused;
import dev.rampwright.operator.ramp.Promoting;
import dev.rampwright.operator.ramp.RampEvent;
import dev.rampwright.operator.ramp.RampRecord;
import dev.rampwright.operator.ramp.RampState;
import dev.rampwright.operator.ramp.Ramping;
import dev.rampwright.operator.ramp.RolledBack;
import dev.rampwright.operator.ramp.RollingBack;
import dev.rampwright.operator.ramp.Settled;
import dev.rampwright.operator.ramp.Starting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code status.rollout}: the ramp's record, and around it what a person wants to know. */
final class RolloutView {
  private static final int MAX_HISTORY = 10;

  private RolloutView() {}

  static RolloutStatus of(@Nullable RolloutStatus old, Decision decision, Instant now) {
    RampState next = decision.ramp().next();
    RampRecord it = RampRecord.of(next);
    return new RolloutStatus(
        it.id(),
        it.state(),
        it.stepIndex(),
        it.since(),
        it.stepSince(),
        it.stepStartedAt(),
        it.epoch(),
        it.stable(),
        it.candidate(),
        it.stableLostAt(),
        it.reason(),
        it.message(),
        it.failedVerdicts(),
        plan(decision, next),
        verdicts(old, decision),
        history(old, decision, now),
        it.passes(),
        it.passedRequests(),
        it.passedAt(),
        it.pausedAt(),
        it.pausedBy(),
        it.clearance(),
        it.weight(),
        it.waitingSince(),
        it.replicas());
  }

  /** A state's name, with the step where there is one. */
  static String label(RampState state) {
    String name = RampRecord.of(state).state();
    return step(state).map(step -> "%s(%d)".formatted(name, step)).orElse(name);
  }

  /** Index of the step that has a share. */
  private static Optional<Integer> step(RampState state) {
    return switch (state) {
      case Ramping it -> Optional.of(it.step());
      case Paused it -> Optional.of(it.step().step());
      case Starting _, Settled _, BeforeTraffic _, Interrupted _, Promoting _, Draining _ ->
          Optional.empty();
      case RollingBack _ -> Optional.empty();
    };
  }

  private static @Nullable String plan(Decision decision, RampState next) {
    boolean kept = next.keepsPlan() || next instanceof RollingBack || next instanceof RolledBack;
    return kept ? ContractJson.write(decision.planSource()) : null;
  }

  /** The last verdicts stay after the step, so that one sees what ended it. */
  private static @Nullable List<GateVerdict> verdicts(
      @Nullable RolloutStatus old, Decision decision) {
    if (decision.ramp().verdicts().isEmpty()) {
      boolean anew = label(decision.ramp().next()).equals("Preparing");
      return old == null || anew ? null : old.verdicts();
    }
    Integer step = step(decision.previous()).orElse(null);
    return decision.ramp().verdicts().stream()
        .map(verdict -> VerdictView.of(verdict, step))
        .toList();
  }

  private static @Nullable List<Transition> history(
      @Nullable RolloutStatus old, Decision decision, Instant now) {
    List<Transition> history =
        new ArrayList<>(
            requireNonNullElse(old == null ? null : old.history(), List.<Transition>of()));
    String from = old == null ? "" : label(decision.previous());
    String to = label(decision.ramp().next());
    if (!from.equals(to)) {
      history.addFirst(transition(decision, from, to, now));
    }
    return List.copyOf(history.subList(0, Math.min(history.size(), MAX_HISTORY)));
  }

  private static Transition transition(Decision decision, String from, String to, Instant now) {
    List<RampEvent> events = decision.ramp().events();
    if (events.isEmpty()) {
      Explanation rest = RolloutHealth.of(decision).resting();
      return new Transition(now.toString(), from, to, rest.reason().name(), rest.message());
    }
    RampEvent event = events.getLast();
    return new Transition(now.toString(), from, to, event.reason().word(), event.message());
  }
}
