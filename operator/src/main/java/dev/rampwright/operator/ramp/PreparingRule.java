package dev.rampwright.operator.ramp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of {@link Preparing}. */
final class PreparingRule {
  private PreparingRule() {}

  static Next next(RampPlan plan, Preparing state, Observation seen) {
    return Abandonment.before(state.attempt(), seen)
        .map(cause -> Next.rollBack(state, plan, cause, seen))
        .orElseGet(
            () ->
                seen.candidate().ready() >= seen.replicas()
                    ? ready(plan, state, seen)
                    : loading(plan, state, seen));
  }

  private static Next ready(RampPlan plan, Preparing state, Observation seen) {
    if (seen.stable().ready() > 0) {
      return Next.to(
          state.ramp(seen.now()),
          RampReason.RAMP_STARTED,
          "revision %s is ready and gets %d%% of the traffic"
              .formatted(state.attempt().candidate(), plan.step(0).weightPercent()));
    }
    @Nullable Instant lostAt = state.stableLostAt();
    if (lostAt == null) {
      return Next.stay(state.stableLost(seen.now()));
    }
    return StableLoss.over(lostAt, seen)
        ? StableLoss.promote(state.promote(seen.now()))
        : Next.stay(state);
  }

  private static Next loading(RampPlan plan, Preparing state, Observation seen) {
    if (seen.now().isBefore(state.since().plus(plan.startupDeadline()))) {
      return Next.stay(state.stableLost(null));
    }
    String message =
        "%d of %d pods of revision %s were ready within %s"
            .formatted(
                seen.candidate().ready(),
                seen.replicas(),
                state.attempt().candidate(),
                Spans.text(plan.startupDeadline()));
    Cause cause = new Cause(RampReason.STARTUP_DEADLINE_EXCEEDED, message);
    return Next.rollBack(state, plan, cause, seen);
  }
}
