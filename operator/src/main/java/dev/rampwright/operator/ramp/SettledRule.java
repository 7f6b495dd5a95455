package dev.rampwright.operator.ramp;

/** What becomes of {@link Idle} and {@link RolledBack}. */
final class SettledRule {
  private SettledRule() {}

  static Next next(RampPlan plan, Idle state, Observation seen) {
    if (seen.desired().equals(state.stable())) {
      return Next.stay(state);
    }
    return Obstacle.of(plan, seen).isPresent() ? Next.stay(state) : begin(state, seen);
  }

  static Next next(RampPlan plan, RolledBack state, Observation seen) {
    if (seen.desired().equals(state.attempt().candidate())) {
      return Next.stay(state);
    }
    if (seen.desired().equals(state.stable())) {
      return Next.to(
          state.settle(),
          RampReason.RETURNED_TO_STABLE,
          "the spec asks for revision %s again, which serves".formatted(state.stable()));
    }
    if (Obstacle.of(plan, seen).isPresent()) {
      return Next.to(
          state.settle(),
          RampReason.RETURNED_TO_STABLE,
          "the spec no longer asks for revision %s".formatted(state.attempt().candidate()));
    }
    return begin(state, seen);
  }

  private static Next begin(Settled state, Observation seen) {
    if (seen.replicas() == 0) {
      return Next.to(
          state.adopt(seen.desired()),
          RampReason.REVISION_ADOPTED,
          "revision %s is taken without a ramp, as the service has no pods"
              .formatted(seen.desired()));
    }
    return Next.to(
        state.prepare(seen.desired(), seen.now()),
        RampReason.PREPARING,
        "revision %s is prepared to replace %s".formatted(seen.desired(), state.stable()));
  }
}
