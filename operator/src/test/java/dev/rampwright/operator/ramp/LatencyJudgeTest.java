package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.ramp.Evidence.Lookups;
import dev.rampwright.operator.ramp.Evidence.Samples;
import dev.rampwright.operator.ramp.Gate.Span;
import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.sequential.Distribution;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyJudgeTest {
  private static final Terms TERMS = new Terms(60, 0.001, true);
  private static final Terms ALONE = new Terms(60, 0.001, false);

  @ParameterizedTest(name = "{0} fast and {1} slow of p95 at most 500 ms: {2}")
  @CsvSource({
    "0, 0, TOO_FEW_SAMPLES",
    "59, 0, TOO_FEW_SAMPLES",
    "60, 0, WITHIN_LIMIT",
    "100, 5, UNDECIDED",
    "1000, 5, WITHIN_LIMIT",
    "12, 8, ABOVE_LIMIT",
    "850, 150, ABOVE_LIMIT"
  })
  void judgesTheShareAboveTheLimit(long fast, long slow, Reason expected) {
    assertThat(judge(gate(500, null), TERMS, ttft(100, fast, 900, slow), Samples.NONE).reason())
        .isEqualTo(expected);
  }

  @Test
  void whatEqualsTheLimitKeepsIt() {
    assertThat(judge(gate(500, null), TERMS, ttft(500, 100, 900, 0), Samples.NONE).reason())
        .isEqualTo(Reason.WITHIN_LIMIT);
  }

  @ParameterizedTest(name = "all {0} ms against all {1} ms of stable: {2}")
  @CsvSource({
    "100, 100, NOT_SHOWN_WORSE",
    "125, 100, NOT_SHOWN_WORSE",
    "126, 100, WORSE_THAN_STABLE",
    "80,  100, NOT_SHOWN_WORSE"
  })
  void comparesWithStable(long mine, long theirs, Reason expected) {
    assertThat(
            judge(gate(null, 1.25), TERMS, ttft(mine, 400, 1, 0), ttft(theirs, 400, 1, 0)).reason())
        .isEqualTo(expected);
  }

  @Test
  void aComparisonNeedsSamplesOfBoth() {
    Samples many = ttft(100, 400, 900, 0);

    assertThat(judge(gate(null, 1.25), TERMS, many, ttft(100, 59, 1, 0)).reason())
        .isEqualTo(Reason.TOO_FEW_STABLE_SAMPLES);
    assertThat(judge(gate(null, 1.25), TERMS, ttft(100, 59, 1, 0), many).reason())
        .isEqualTo(Reason.TOO_FEW_SAMPLES);
    assertThat(judge(gate(null, 1.25), ALONE, many, Samples.NONE).reason())
        .isEqualTo(Reason.NOTHING_TO_COMPARE);
  }

  @Test
  void aComparisonPassesOnlyOnceItCouldFail() {
    Samples many = ttft(100, 400, 900, 0);

    assertThat(judge(gate(null, 1.25), TERMS, many, ttft(100, 100, 1, 0)).reason())
        .as("100 samples do not bound a p95")
        .isEqualTo(Reason.TOO_FEW_STABLE_SAMPLES);
    assertThat(judge(gate(null, 1.25), TERMS, many, ttft(100, 200, 1, 0)).reason())
        .isEqualTo(Reason.NOT_SHOWN_WORSE);
  }

  @Test
  void theWeightierOfTwoBoundsSpeaks() {
    Samples slow = ttft(300, 400, 900, 0);

    assertThat(judge(gate(500, 1.25), TERMS, slow, ttft(100, 400, 1, 0)).reason())
        .isEqualTo(Reason.WORSE_THAN_STABLE);
    assertThat(judge(gate(500, 1.25), TERMS, slow, ttft(300, 400, 1, 0)).reason())
        .isEqualTo(Reason.WITHIN_LIMIT);
  }

  @Test
  void tokensOfAStreamDoNotCountOneByOne() {
    Distribution gaps = Distribution.of(Map.of(90_000L, 10_000L));
    Samples samples =
        new Samples(
            Distribution.of(Map.of(1L, 5L)), gaps, Distribution.NONE, Lookups.NONE, Lookups.NONE);
    Gate.Latency itl = new Gate.Latency("itl", Span.ITL, 0.5, Duration.ofMillis(50), null, false);

    GateVerdict verdict = LatencyJudge.judge(itl, TERMS, samples, Samples.NONE);

    assertThat(verdict.samples()).isEqualTo(5);
    assertThat(verdict.reason()).isEqualTo(Reason.TOO_FEW_SAMPLES);
  }

  @Test
  void tellsTheNumbers() {
    assertThat(judge(gate(500, null), TERMS, ttft(100, 12, 900, 8), Samples.NONE).message())
        .isEqualTo(
            "gate ttft: TTFT p95 of 20 streams is 900 ms, limit 500 ms, bounds 900 ms to unknown");
    assertThat(judge(gate(null, 1.25), TERMS, ttft(126, 400, 1, 0), ttft(100, 400, 1, 0)).message())
        .isEqualTo(
            "gate ttft: TTFT p95 of 400 streams is 126 ms against 100 ms of stable, limit 125 ms,"
                + " bounds 126 ms to 126 ms");
    assertThat(judge(gate(500, null), TERMS, Samples.NONE, Samples.NONE).message())
        .isEqualTo(
            "gate ttft: TTFT p95 of 0 streams is 0.0 ms, limit 500 ms, bounds 0.0 ms to unknown");
  }

  private static Gate.Latency gate(@Nullable Integer maxMillis, @Nullable Double maxRatio) {
    return new Gate.Latency(
        "ttft",
        Span.TTFT,
        0.95,
        maxMillis == null ? null : Duration.ofMillis(maxMillis),
        maxRatio,
        false);
  }

  private static GateVerdict judge(
      Gate.Latency gate, Terms terms, Samples candidate, Samples stable) {
    return LatencyJudge.judge(gate, terms, candidate, stable);
  }

  private static Samples ttft(long millis, long count, long otherMillis, long otherCount) {
    return new Samples(
        Distribution.of(Map.of(1000 * millis, count, 1000 * otherMillis, otherCount)),
        Distribution.NONE,
        Distribution.NONE,
        Lookups.NONE,
        Lookups.NONE);
  }
}
