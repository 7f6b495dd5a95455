package dev.rampwright.operator.ramp;

/** What becomes of {@link RollingBack}. */
final class RollingBackRule {
  private RollingBackRule() {}

  static Next next(RampPlan plan, RollingBack state, Observation seen) {
    int weight = Retreat.weight(plan, state, state.weightPercent(), state.cause(), seen);
    if (weight < state.weightPercent()) {
      return Next.stay(state.lowered(weight, seen.now()));
    }
    return weight == 0 && over(plan, state, seen) ? after(plan, state, seen) : Next.stay(state);
  }

  private static boolean over(RampPlan plan, RollingBack state, Observation seen) {
    boolean quiet =
        seen.acknowledged(state.epoch())
            && !seen.entryEndpoints().contains(state.attempt().candidate())
            && seen.inFlightCandidate() == 0;
    return quiet || !seen.now().isBefore(state.since().plus(plan.drainGrace()));
  }

  private static Next after(RampPlan plan, RollingBack state, Observation seen) {
    Attempt attempt = state.attempt();
    String desired = seen.desired();
    if (desired.equals(attempt.stable())) {
      return Next.to(
          state.settle(desired),
          RampReason.RETURNED_TO_STABLE,
          "revision %s serves everything again".formatted(desired));
    }
    if (!desired.equals(attempt.candidate())) {
      return other(plan, state, seen);
    }
    if (state.cause().reason().blamesCandidate()) {
      return Next.to(
          state.latch(seen.now()),
          RampReason.ROLLED_BACK,
          "revision %s serves everything again; %s stays out: %s"
              .formatted(attempt.stable(), attempt.candidate(), RolledBack.wayOut(attempt)));
    }
    return seen.replicas() == 0 ? Next.stay(state) : preparing(plan, state, seen);
  }

  private static Next other(RampPlan plan, RollingBack state, Observation seen) {
    if (seen.replicas() > 0) {
      return preparing(plan, state, seen);
    }
    return Next.to(
        state.settle(seen.desired()),
        RampReason.REVISION_ADOPTED,
        "revision %s is taken without a ramp, as the service has no pods"
            .formatted(seen.desired()));
  }

  private static Next preparing(RampPlan plan, RollingBack state, Observation seen) {
    if (Obstacle.of(plan, seen).isPresent()) {
      return Next.to(
          state.settle(state.attempt().stable()),
          RampReason.RETURNED_TO_STABLE,
          "revision %s serves everything again".formatted(state.attempt().stable()));
    }
    return Next.to(
        state.prepare(seen.desired(), seen.now()),
        RampReason.PREPARING,
        "revision %s is prepared to replace %s"
            .formatted(seen.desired(), state.attempt().stable()));
  }
}
