package dev.rampwright.operator.tokencache.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.tokencache.TokenCacheSpec.Profile;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetStatus;
import dev.rampwright.contracts.CacheCounters;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TargetRuleTest {
  @Test
  void tellsMetFromMissedWithTheNumbers() {
    Measured measured =
        new Measured(new CacheCounters(70, 9, 21, 5, 0), millis(90, 97, 250), 64_200_000, 14, 3);

    List<TargetStatus> targets = TargetRule.judge(Profile.Production, measured);

    assertThat(text(targets))
        .containsExactly(
            "HitRate > 0.70 0.79 Met",
            "LatencyP50 < 100ms 91ms Met",
            "LatencyP95 < 150ms 98ms Met",
            "LatencyP99 < 220ms 251ms Missed",
            "Memory < 100MB 65MB Met",
            "Throughput > 12/s 14.0/s Met");
    assertThat(TargetRule.met(targets)).isEqualTo("5/6");
  }

  @Test
  void saysNothingOfWhatWasNotMeasured() {
    Measured nothing =
        new Measured(new CacheCounters(19, 0, 0, 0, 0), new Histogram(1, 1_000, 2), -1, 0, 0);

    assertThat(text(TargetRule.judge(Profile.Staging, nothing)))
        .containsExactly(
            "HitRate > 0.60 null NotMeasured",
            "LatencyP50 < 150ms null NotMeasured",
            "LatencyP95 < 225ms null NotMeasured",
            "LatencyP99 < 330ms null NotMeasured",
            "Memory < 150MB null NotMeasured",
            "Throughput > 8/s 0.0/s NotMeasured");
  }

  /** Nobody asked for more, unless somebody was turned away. */
  @Test
  void throughputIsMissedOnlyWhereMoreWasAskedFor() {
    assertThat(throughput(3.9, 0)).isEqualTo("Throughput > 4/s 3.9/s NotMeasured");
    assertThat(throughput(3.9, 1)).isEqualTo("Throughput > 4/s 3.9/s Missed");
    assertThat(throughput(4.1, 1)).isEqualTo("Throughput > 4/s 4.1/s Met");
  }

  /** Whoever reads 0.70 where more is asked for must not be told that it is met. */
  @Test
  void judgesTheNumberThatItShows() {
    Measured measured =
        new Measured(new CacheCounters(7_049, 0, 2_951, 0, 0), new Histogram(2), 99_000_001, 0, 0);

    assertThat(text(TargetRule.judge(Profile.Production, measured)))
        .contains("HitRate > 0.70 0.70 Missed", "Memory < 100MB 100MB Missed");
  }

  private static String throughput(double perSecond, long shed) {
    Measured measured = new Measured(CacheCounters.NONE, new Histogram(2), -1, perSecond, shed);
    return text(TargetRule.judge(Profile.Development, measured)).getLast();
  }

  private static List<String> text(List<TargetStatus> targets) {
    return targets.stream()
        .map(it -> String.join(" ", it.name(), it.target(), it.measured() + "", it.state() + ""))
        .toList();
  }

  /** A hundred requests: 60 took the first time, 38 the second, 2 the third. */
  private static Histogram millis(long median, long most, long slowest) {
    Histogram histogram = new Histogram(1, 3_600_000_000L, 2);
    Stream.of(new long[] {median, 60}, new long[] {most, 38}, new long[] {slowest, 2})
        .forEach(it -> histogram.recordValueWithCount(it[0] * 1_000, it[1]));
    return histogram;
  }
}
