package dev.rampwright.operator.ramp;

import java.time.Duration;

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
    if (seen.stable().ready() == 0) {
      return StableLoss.next(state, seen);
    }
    if (plan.preTraffic().isPresent() && state.clearance() != Clearance.GIVEN) {
      return Next.to(
          state.prove(seen.now()),
          RampReason.PROVING,
          "revision %s is ready and is benchmarked before it gets traffic"
              .formatted(state.attempt().candidate()));
    }
    if (state.clearance().holds(seen)) {
      return Next.stay(waiting(plan, state, seen));
    }
    return Next.to(
        state.ramp(seen.now()),
        RampReason.RAMP_STARTED,
        "revision %s is ready and gets %d%% of the traffic"
            .formatted(state.attempt().candidate(), plan.step(0).weightPercent()));
  }

  /** A pod that restarts in a long pause must find at least half of the deadline left. */
  private static Preparing waiting(RampPlan plan, Preparing state, Observation seen) {
    Duration half = plan.startupDeadline().dividedBy(2);
    return seen.now().isBefore(state.since().plus(half))
        ? state.stableLost(null)
        : state.waiting(seen.now());
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
