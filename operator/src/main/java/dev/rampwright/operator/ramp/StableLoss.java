package dev.rampwright.operator.ramp;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stable revision has no ready pod, the candidate has. Without a stable pod nothing splits and
 * no client is answered, so after a grace the candidate takes over unjudged: an unproven answer is
 * better than none, and a broken stable revision can be replaced.
 */
final class StableLoss {
  static final Duration GRACE = Duration.ofMinutes(2);

  private StableLoss() {}

  static boolean over(Instant lostAt, Observation seen) {
    return !seen.now().isBefore(lostAt.plus(GRACE));
  }

  /** Before the first share, neither a pause nor a missing proof keeps the service down. */
  static Next next(BeforeTraffic state, Observation seen) {
    @Nullable Instant lostAt = state.stableLostAt();
    if (lostAt == null) {
      return Next.stay(state.stableLost(seen.now()));
    }
    return over(lostAt, seen) ? promote(state.promote(seen.now())) : Next.stay(state);
  }

  static Next promote(Promoting next) {
    return Next.to(
        next,
        RampReason.STABLE_UNAVAILABLE,
        "revision %s has had no ready pod for %s; %s takes over without further steps"
            .formatted(next.attempt().stable(), Spans.text(GRACE), next.attempt().candidate()));
  }
}
