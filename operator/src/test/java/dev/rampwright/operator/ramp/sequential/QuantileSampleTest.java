package dev.rampwright.operator.ramp.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QuantileSampleTest {
  /** 1 to 1,000 ms, each as often. */
  private static final Distribution EVEN = even(1);

  private static Distribution even(long times) {
    Map<Long, Long> counts = new TreeMap<>();
    for (long ms = 1; ms <= 1000; ms++) {
      counts.put(1000 * ms, times);
    }
    return Distribution.of(counts);
  }

  @Test
  void theValueIsTheQuantile() {
    assertThat(QuantileSample.of(EVEN, 0.95).value()).isEqualTo(950_000);
    assertThat(QuantileSample.of(EVEN, 0.5).value()).isEqualTo(500_000);
    assertThat(QuantileSample.of(Distribution.NONE, 0.5).value()).isZero();
  }

  @Test
  void theBoundsAreThoseOfTheShareAbove() {
    QuantileSample sample = QuantileSample.of(EVEN, 0.9);
    long fewest = RateCount.fewestAbove(1000, 0.1, 0.001);
    long most = RateCount.mostBelow(1000, 0.1, 0.05);

    assertThat(sample.lower(0.001)).isEqualTo(1000 * (1001 - fewest)).isLessThan(900_000);
    assertThat(sample.upper(0.05)).isEqualTo(1000 * (1000 - most)).isGreaterThan(900_000);
  }

  @Test
  void aBoundIsExceededExactlyWhereTheShareAboveItIs() {
    QuantileSample sample = QuantileSample.of(EVEN, 0.9);
    long lower = sample.lower(0.001);

    assertThat(new RateCount(1000, sample.above(lower - 1)).above(0.1, 0.001)).isTrue();
    assertThat(new RateCount(1000, sample.above(lower)).above(0.1, 0.001)).isFalse();
  }

  @Test
  void nothingBoundsAFewMeasurements() {
    QuantileSample few = QuantileSample.of(Distribution.of(Map.of(5L, 3L)), 0.95);

    assertThat(few.upper(0.05)).isEqualTo(Long.MAX_VALUE);
    assertThat(few.lower(1e-9)).isZero();
  }

  @Test
  void aStreamsTokensAreOneObservation() {
    QuantileSample tokens = QuantileSample.ofStreams(even(100), 1000, 0.9);
    QuantileSample streams = QuantileSample.of(EVEN, 0.9);

    assertThat(tokens.n()).isEqualTo(1000);
    assertThat(tokens.above(900_000)).isEqualTo(100);
    assertThat(tokens.lower(0.001)).isEqualTo(streams.lower(0.001));
    assertThat(tokens.upper(0.05)).isEqualTo(streams.upper(0.05));
  }
}
