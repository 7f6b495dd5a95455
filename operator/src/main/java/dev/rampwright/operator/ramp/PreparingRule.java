package dev.rampwright.operator.ramp;

/** What becomes of {@link Preparing}. */
final class PreparingRule {
  private PreparingRule() {}

  static Next next(RampPlan plan, Preparing state, Observation seen) {
    return Abandonment.before(state.attempt(), seen)
        .map(cause -> Next.rollBack(state, plan, cause, seen))
        .orElseGet(
            () ->
                seen.candidate().ready() >= state.needed(plan, seen)
                    ? ready(plan, state, seen)
                    : loading(plan, state, seen));
  }

  private static Next ready(RampPlan plan, Preparing state, Observation seen) {
    boolean exchanged = plan.capacity() instanceof Capacity.Recreate;
    if (seen.stable().ready() == 0 && !exchanged) {
      return StableLoss.next(state, seen);
    }
    if (plan.preTraffic().isPresent() && state.clearance() != Clearance.GIVEN) {
      return Next.to(
          state.prove(seen.now()),
          RampReason.PROVING,
          "revision %s is ready and is benchmarked before it gets traffic"
              .formatted(state.attempt().candidate()));
    }
    if (exchanged) {
      return exchanged(state, seen, "is ready");
    }
    return state.clearance().holds(seen)
        ? Next.stay(state.held(seen.now()))
        : ramp(plan, state, seen, "is ready");
  }

  static Next ramp(RampPlan plan, BeforeTraffic state, Observation seen, String why) {
    int weight =
        seen.fleet(plan, state).carried(plan.step(0).weightPercent(), seen.candidate().ready());
    return Next.to(
        state.ramp(plan, weight, seen.now()),
        RampReason.RAMP_STARTED,
        "revision %s %s and gets %d%% of the traffic"
            .formatted(state.attempt().candidate(), why, weight));
  }

  /** Nothing serves, so there is nothing to split, and a pause would only prolong that. */
  static Next exchanged(BeforeTraffic state, Observation seen, String why) {
    return Next.to(
        state.promote(seen.now()),
        RampReason.PROMOTING,
        "revision %s %s; the entry Service moves to it"
            .formatted(state.attempt().candidate(), why));
  }

  private static Next loading(RampPlan plan, Preparing observed, Observation seen) {
    Preparing state = observed.loading(seen.now());
    if (seen.now().isBefore(state.since().plus(plan.startupDeadline()))) {
      return Next.stay(state);
    }
    String message =
        "%d of %d pods of revision %s were ready within %s"
            .formatted(
                seen.candidate().ready(),
                state.needed(plan, seen),
                state.attempt().candidate(),
                Spans.text(plan.startupDeadline()));
    Cause cause = new Cause(RampReason.STARTUP_DEADLINE_EXCEEDED, message);
    return Next.rollBack(state, plan, cause, seen);
  }
}
