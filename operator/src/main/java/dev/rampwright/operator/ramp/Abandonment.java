package dev.rampwright.operator.ramp;

import java.util.Optional;

/** The causes for which any attempt ends, whatever its step. The user's wishes come first. */
final class Abandonment {
  private Abandonment() {}

  /** Why the attempt must end now, before its promotion. */
  static Optional<Cause> before(Attempt attempt, Observation seen) {
    return reverted(attempt, seen)
        .or(() -> superseded(attempt, seen))
        .or(() -> scaledToZero(seen))
        .or(() -> failed(seen));
  }

  static Optional<Cause> reverted(Attempt attempt, Observation seen) {
    return seen.desired().equals(attempt.stable())
        ? cause(
            RampReason.REVERTED, "the spec asks for revision %s again".formatted(attempt.stable()))
        : Optional.empty();
  }

  static Optional<Cause> superseded(Attempt attempt, Observation seen) {
    return seen.desired().equals(attempt.candidate())
        ? Optional.empty()
        : cause(
            RampReason.SUPERSEDED,
            "the spec asks for revision %s instead of %s"
                .formatted(seen.desired(), attempt.candidate()));
  }

  static Optional<Cause> failed(Observation seen) {
    return seen.candidate()
        .failure()
        .map(failure -> new Cause(RampReason.CONTAINER_FAILED, failure.sentence()));
  }

  private static Optional<Cause> scaledToZero(Observation seen) {
    return seen.replicas() > 0
        ? Optional.empty()
        : cause(RampReason.SCALED_TO_ZERO, "the spec asks for no pods; the ramp begins anew later");
  }

  private static Optional<Cause> cause(RampReason reason, String message) {
    return Optional.of(new Cause(reason, message));
  }
}
