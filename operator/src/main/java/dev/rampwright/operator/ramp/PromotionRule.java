package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of {@link Promoting} and {@link Draining}. The old revision still has all its pods,
 * so that trouble with the new one leads back to it.
 */
final class PromotionRule {
  private PromotionRule() {}

  static Next next(RampPlan plan, Promoting state, Observation seen) {
    Attempt attempt = state.attempt();
    Optional<Cause> end =
        Abandonment.reverted(attempt, seen)
            .or(() -> Abandonment.superseded(attempt, seen))
            .or(() -> failedWhileAsked(seen));
    if (end.isPresent()) {
      return Next.rollBack(state, plan, end.get(), seen);
    }
    if (seen.replicas() == 0) {
      return promoted(state.complete());
    }
    if (replaceable(seen)) {
      return Interruption.of(state.interrupt(plan, seen.now()));
    }
    if (!seen.entryEndpoints().equals(Set.of(attempt.candidate()))) {
      return Next.stay(state);
    }
    return Next.to(
        state.drain(seen.now()),
        RampReason.DRAINING,
        "revision %s takes every new request; the pods of %s end theirs"
            .formatted(attempt.candidate(), attempt.stable()));
  }

  static Next next(RampPlan plan, Draining state, Observation seen) {
    Attempt attempt = state.attempt();
    Optional<Cause> end =
        Abandonment.reverted(attempt, seen)
            .or(() -> carries(seen) ? Optional.empty() : Abandonment.superseded(attempt, seen))
            .or(() -> failedWhileAsked(seen));
    if (end.isPresent()) {
      return Next.rollBack(state, plan, end.get(), seen);
    }
    if (seen.replicas() == 0) {
      return promoted(state.complete());
    }
    if (replaceable(seen)) {
      return Interruption.of(state.interrupt(plan, seen.now()));
    }
    return carries(seen) && drained(plan, state, seen)
        ? promoted(state.complete())
        : Next.stay(state);
  }

  private static Optional<Cause> failedWhileAsked(Observation seen) {
    return seen.replicas() == 0 ? Optional.empty() : Abandonment.failed(seen);
  }

  /** Whether stable can take back what the candidate cannot serve. */
  private static boolean replaceable(Observation seen) {
    return seen.candidate().ready() == 0 && seen.stable().ready() > 0;
  }

  /** Whether the service loses no capacity when the old pods go. */
  private static boolean carries(Observation seen) {
    return seen.candidate().ready() >= Math.min(seen.replicas(), seen.stable().ready());
  }

  private static boolean drained(RampPlan plan, Draining state, Observation seen) {
    Instant earliest = state.since().plus(plan.scaleDownDelay());
    Instant latest = earliest.plus(plan.drainGrace());
    if (seen.stable().occupied() == 0) {
      return true;
    }
    return !seen.now().isBefore(earliest)
        && (seen.inFlightStable() == 0 || !seen.now().isBefore(latest));
  }

  private static Next promoted(Idle next) {
    return Next.to(
        next,
        RampReason.PROMOTED,
        "revision %s is the stable revision now".formatted(next.stable()));
  }
}
