package dev.rampwright.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final long KEPT = 1_000_000_000;
  private static final long TTL = 300_000;
  private static final CachedAnswer ANSWER =
      new CachedAnswer(200, "application/json", new byte[0], KEPT, KEPT + TTL);

  @Test
  void nothingIsReplayedOnceItHasExpired() {
    assertThat(new Freshness(KEPT + TTL - 1, 0).allows(ANSWER)).isTrue();
    assertThat(new Freshness(KEPT + TTL, 0).allows(ANSWER)).isFalse();
    assertThat(new Freshness(KEPT + TTL, 1).allows(ANSWER)).isTrue();
  }

  @Test
  void thePodsClocksMayDiffer() {
    assertThat(new Freshness(KEPT - Freshness.MAX_SKEW_MILLIS, 0).allows(ANSWER)).isTrue();
  }

  /** An hour back, and an answer would live for an hour more than it was promised. */
  @Test
  void aClockThatIsPutBackMakesNothingLiveLonger() {
    assertThat(new Freshness(KEPT - 3_600_000, 0).allows(ANSWER)).isFalse();
    assertThat(new Freshness(KEPT - 3_600_000, TTL).allows(ANSWER)).isFalse();
  }
}
