package dev.rampwright.operator.ramp.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateCountTest {
  private static final double PRECISION = 2e-6;

  /** Computed apart, the mixtures integrated numerically. */
  @ParameterizedTest(name = "{1} of {0} at {2}")
  @CsvSource({
    "100,    5, 0.01, 0.0062429480967037005, 0.1573209133485996",
    "1000,  10, 0.001, 0.0018002729073028777, 0.028473652680695054",
    "20,     8, 0.0033333333333333335, 0.08984960330938971, 0.7819991053068408",
    "300,  150, 0.05, 0.41116739611865794, 0.5914153082087967",
    "300,    0, 0.05, 0, 0.014915679960707712"
  })
  void boundsAgreeWithTheIntegrals(long n, long k, double alpha, double lower, double upper) {
    RateCount count = new RateCount(n, k);

    assertThat(count.lower(alpha)).isCloseTo(lower, within(PRECISION));
    assertThat(count.upper(alpha)).isCloseTo(upper, within(PRECISION));
  }

  @Test
  void nothingIsKnownWithoutObservations() {
    assertThat(new RateCount(0, 0).lower(0.05)).isZero();
    assertThat(new RateCount(0, 0).upper(0.05)).isOne();
    assertThat(new RateCount(0, 0).rate()).isZero();
    assertThat(new RateCount(3, 3).upper(0.05)).isOne();
  }

  @Test
  void oneOccurrenceShowsNoRate() {
    assertThat(new RateCount(1, 1).above(1e-6, 0.01)).isFalse();
    assertThat(new RateCount(2, 2).above(1e-6, 0.01)).isTrue();
  }

  @Test
  void noRateIsAboveOne() {
    assertThat(new RateCount(9, 9).below(1, 0.05)).isTrue();
    assertThat(new RateCount(9, 9).above(1, 0.05)).isFalse();
  }

  @ParameterizedTest(name = "n {0}, limit {1}")
  @CsvSource({"10, 0.5", "100, 0.05", "1000, 0.05", "1000000, 0.05", "5000, 0.001"})
  void theTestsTurnAtTheCriticalCounts(long n, double limit) {
    long fewest = RateCount.fewestAbove(n, limit, 0.001);
    long most = RateCount.mostBelow(n, limit, 0.05);

    assertThat(new RateCount(n, fewest - 1).above(limit, 0.001)).isFalse();
    assertThat(fewest > n || new RateCount(n, fewest).above(limit, 0.001)).isTrue();
    assertThat(most < 0 || new RateCount(n, most).below(limit, 0.05)).isTrue();
    assertThat(new RateCount(n, most + 1).below(limit, 0.05)).isFalse();
  }

  @Test
  void tooFewObservationsHaveNoCriticalCounts() {
    assertThat(RateCount.fewestAbove(3, 0.5, 0.001)).isEqualTo(4);
    assertThat(RateCount.mostBelow(3, 0.05, 0.05)).isEqualTo(-1);
  }

  @Test
  void boundsOfManyObservationsAreCloseToTheRate() {
    RateCount many = new RateCount(10_000_000, 500_000);

    assertThat(many.lower(0.05)).isBetween(0.0496, 0.05);
    assertThat(many.upper(0.05)).isBetween(0.05, 0.0504);
  }

  @Test
  void countsAreCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RateCount(3, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new RateCount(3, -1));
  }
}
