package dev.rampwright.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PercentileTest {
  @ParameterizedTest
  @EnumSource(
      value = Percentile.class,
      names = {"P90", "P95", "P99"})
  void aTailsFloorIsTheLeastThatGivesTwoSamplesBeyondItAtConfidence99(Percentile percentile) {
    assertThat(chanceOfFewerThanTwoBeyond(percentile.quantile(), percentile.floor()))
        .isLessThanOrEqualTo(0.01);
    assertThat(chanceOfFewerThanTwoBeyond(percentile.quantile(), percentile.floor() - 1))
        .isGreaterThan(0.01);
  }

  @Test
  void onlyReportedQuantilesAreKnown() {
    assertThat(Percentile.of(0.95)).contains(Percentile.P95);
    assertThat(Percentile.of(0.999)).isEmpty();
    assertThat(Percentile.allQuantiles()).isEqualTo("0.5, 0.9, 0.95, 0.99");
  }

  private static double chanceOfFewerThanTwoBeyond(double q, int n) {
    return Math.pow(q, n) + n * (1 - q) * Math.pow(q, n - 1);
  }
}
