package dev.rampwright.operator.ramp.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static final Distribution THREE = Distribution.of(Map.of(30L, 1L, 10L, 5L, 20L, 4L));

  @Test
  void countsWhatLiesAbove() {
    assertThat(THREE.total()).isEqualTo(10);
    assertThat(THREE.above(9)).isEqualTo(10);
    assertThat(THREE.above(10)).isEqualTo(5);
    assertThat(THREE.above(29)).isEqualTo(1);
    assertThat(THREE.above(30)).isZero();
  }

  @Test
  void findsTheValueBelowWhichAlmostAllLie() {
    assertThat(THREE.lowestWithAbove(0)).isEqualTo(30);
    assertThat(THREE.lowestWithAbove(1)).isEqualTo(20);
    assertThat(THREE.lowestWithAbove(4)).isEqualTo(20);
    assertThat(THREE.lowestWithAbove(5)).isEqualTo(10);
    assertThat(Distribution.NONE.lowestWithAbove(5)).isZero();
  }

  @Test
  void findsTheValueThatSoManyReach() {
    assertThat(THREE.highestReachedBy(1)).isEqualTo(30);
    assertThat(THREE.highestReachedBy(2)).isEqualTo(20);
    assertThat(THREE.highestReachedBy(10)).isEqualTo(10);
    assertThat(THREE.highestReachedBy(11)).isZero();
  }

  @Test
  void addsAndTakesOff() {
    Distribution more = THREE.plus(Distribution.of(Map.of(20L, 1L, 40L, 2L)));

    assertThat(more.total()).isEqualTo(13);
    assertThat(more.above(20)).isEqualTo(3);
    assertThat(more.minus(THREE)).isEqualTo(Distribution.of(Map.of(20L, 1L, 40L, 2L)));
  }
}
