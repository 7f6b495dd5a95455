package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankSumTest {
  /** U = 3 of 25 possible; mean 12.5, variance 5 * 5 * 11 / 12. */
  @Test
  void isThatOfTheTextbooks() {
    double[] low = {1, 2, 3, 4, 8};
    double[] high = {5, 6, 7, 9, 10};

    assertThat(RankSum.z(low, high)).isCloseTo((3 - 12.5) / Math.sqrt(275 / 12.0), within(1e-9));
    assertThat(RankSum.z(high, low)).isEqualTo(-RankSum.z(low, high));
    assertThat(RankSum.z(low, low)).isZero();
  }
}
