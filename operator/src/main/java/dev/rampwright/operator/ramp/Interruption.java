package dev.rampwright.operator.ramp;

import java.time.Duration;
import java.util.Optional;

/** What becomes of {@link Interrupted}, and how a ramp gets there. */
final class Interruption {
  private static final Duration GRACE = Duration.ofMinutes(2);

  private Interruption() {}

  static Next of(Interrupted next) {
    return Next.to(
        next,
        RampReason.INTERRUPTED,
        "revision %s has no ready pod and gets no traffic".formatted(next.attempt().candidate()));
  }

  static Next next(RampPlan plan, Interrupted state, Observation seen) {
    return Abandonment.before(state.attempt(), seen)
        .map(cause -> Next.rollBack(state, plan, cause, seen))
        .orElseGet(
            () ->
                seen.candidate().ready() > 0
                    ? recovered(plan, state, seen)
                    : waiting(plan, state, seen));
  }

  private static Next recovered(RampPlan plan, Interrupted state, Observation seen) {
    int weight = carried(plan, state, seen);
    Ramping next = state.recover(plan, weight);
    String message =
        "revision %s has a ready pod again and gets %d%%"
            .formatted(state.attempt().candidate(), weight);
    Optional<Pause> pause = state.pause(seen);
    if (pause.isPresent()) {
      return Next.to(
          next.pause(pause.get(), seen.now()), RampReason.RECOVERED, message + ", still paused");
    }
    Duration maxHold = plan.step(state.step()).maxHold();
    return seen.now().isBefore(state.stepSince().plus(maxHold))
        ? Next.to(next, RampReason.RECOVERED, message)
        : holdExceeded(plan, state, seen, maxHold);
  }

  private static int carried(RampPlan plan, Interrupted state, Observation seen) {
    return seen.fleet(plan, state)
        .carried(plan.step(state.step()).weightPercent(), seen.candidate().ready());
  }

  private static Next holdExceeded(
      RampPlan plan, Interrupted state, Observation seen, Duration maxHold) {
    String message = "the step was interrupted and not passed within " + Spans.text(maxHold);
    return switch (plan.onHoldExceeded()) {
      case ROLLBACK ->
          Next.rollBack(state, plan, new Cause(RampReason.HOLD_EXCEEDED, message), seen);
      case PAUSE ->
          Next.holdExceeded(state.recover(plan, carried(plan, state, seen)), seen, message);
    };
  }

  private static Next waiting(RampPlan plan, Interrupted state, Observation seen) {
    Duration maxHold = plan.step(state.step()).maxHold();
    Duration grace = maxHold.compareTo(GRACE) < 0 ? maxHold : GRACE;
    if (seen.now().isBefore(state.since().plus(grace))) {
      return Next.stay(state);
    }
    String message =
        "revision %s had no ready pod for %s"
            .formatted(state.attempt().candidate(), Spans.text(grace));
    return Next.rollBack(state, plan, new Cause(RampReason.CANDIDATE_UNREADY, message), seen);
  }
}
