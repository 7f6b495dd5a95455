package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialBoundsTest {
  /** Computed apart, with the tails summed in exact fractions. */
  @ParameterizedTest(name = "{1} of {0} failed")
  @CsvSource({
    "10, 1, 0.0001000450285206786, 0.005116196891823701, 0.3941633024365049",
    "20, 6, 0.06163480491849155, 0.13955374900238632, 0.5078184066147933",
    "60, 0, 0, 0, 0.04870291331009757",
    "100, 5, 0.007517096337111905, 0.019905563662171836, 0.10225337764327458",
    "300, 1, 0.000003334995550835085, 0.00017096303211345718, 0.01571455489158402",
    "1000, 10, 0.0029695009304960677, 0.005435140144707064, 0.016903175120561942"
  })
  void agreeWithExactSums(long n, long failed, double lower999, double lower95, double upper95) {
    assertThat(BinomialBounds.lower(n, failed, 0.999)).isCloseTo(lower999, within(1e-10));
    assertThat(BinomialBounds.lower(n, failed, 0.95)).isCloseTo(lower95, within(1e-10));
    assertThat(BinomialBounds.upper(n, failed, 0.95)).isCloseTo(upper95, within(1e-10));
  }

  @ParameterizedTest(name = "{0} clean requests")
  @CsvSource({"1", "59", "60", "298", "299", "1000000"})
  void cleanRequestsFollowTheClosedForm(long n) {
    assertThat(BinomialBounds.upper(n, 0, 0.95))
        .isCloseTo(1 - Math.pow(0.05, 1.0 / n), within(1e-10));
  }

  @Test
  void nothingIsKnownWithoutSamples() {
    assertThat(BinomialBounds.lower(0, 0, 0.95)).isZero();
    assertThat(BinomialBounds.upper(0, 0, 0.95)).isOne();
  }

  @Test
  void everythingFailedIsTheMirrorOfNothingFailed() {
    assertThat(BinomialBounds.upper(20, 20, 0.95)).isOne();
    assertThat(BinomialBounds.lower(20, 20, 0.95)).isCloseTo(Math.pow(0.05, 0.05), within(1e-10));
  }

  @Test
  void boundsOfManySamplesMeetTheNormalApproximation() {
    double sigma = Math.sqrt(0.05 * 0.95 / 1e7);

    assertThat(BinomialBounds.lower(10_000_000, 500_000, 0.95))
        .isCloseTo(0.05 - 1.6449 * sigma, within(sigma / 100));
    assertThat(BinomialBounds.upper(10_000_000, 500_000, 0.95))
        .isCloseTo(0.05 + 1.6449 * sigma, within(sigma / 100));
  }
}
