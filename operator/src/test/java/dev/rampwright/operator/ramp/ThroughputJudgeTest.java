package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rampwright.operator.ramp.Evidence.Lookups;
import dev.rampwright.operator.ramp.Evidence.Samples;
import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.sequential.Distribution;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThroughputJudgeTest {
  private static final Terms TERMS = new Terms(60, 0.001, true);
  private static final Gate.OutputTokensPerSecond MEDIAN =
      new Gate.OutputTokensPerSecond("speed", 0.5, 20.0, null, false);
  private static final Gate.OutputTokensPerSecond RATIO =
      new Gate.OutputTokensPerSecond("speed", 0.5, null, 0.8, false);

  @Test
  void judgesTheInverseOfTheTimeBetweenTokens() {
    assertThat(judge(MEDIAN, streams(40, 100, 60, 30), Samples.NONE).reason())
        .as("most streams reach 25 tokens a second")
        .isEqualTo(Reason.WITHIN_LIMIT);
    assertThat(judge(MEDIAN, streams(40, 30, 60, 100), Samples.NONE).reason())
        .as("most streams have less than 17")
        .isEqualTo(Reason.BELOW_LIMIT);
    assertThat(judge(MEDIAN, streams(50, 130, 60, 0), Samples.NONE).reason())
        .as("20 is enough")
        .isEqualTo(Reason.WITHIN_LIMIT);
  }

  @Test
  void aLowQuantileBoundsTheSlowStreams() {
    Gate.OutputTokensPerSecond tenth =
        new Gate.OutputTokensPerSecond("speed", 0.1, 20.0, null, false);

    assertThat(judge(tenth, streams(40, 600, 60, 300), Samples.NONE).reason())
        .isEqualTo(Reason.BELOW_LIMIT);
    assertThat(judge(tenth, streams(40, 600, 60, 20), Samples.NONE).reason())
        .isEqualTo(Reason.WITHIN_LIMIT);
  }

  @Test
  void comparesWithStable() {
    Samples stable = streams(40, 400, 60, 0);

    assertThat(judge(RATIO, streams(50, 400, 60, 0), stable).reason())
        .isEqualTo(Reason.NOT_SHOWN_WORSE);
    assertThat(judge(RATIO, streams(51, 400, 60, 0), stable).reason())
        .isEqualTo(Reason.WORSE_THAN_STABLE);
  }

  @Test
  void tellsTheNumbersAsSpeed() {
    GateVerdict verdict = judge(MEDIAN, streams(40, 30, 60, 100), Samples.NONE);

    assertThat(verdict.numbers().value()).isCloseTo(16.67, within(0.01));
    assertThat(verdict.message())
        .isEqualTo(
            "gate speed: p50 of 130 streams' speed is 16.7 tokens/s, limit 20.0 tokens/s, bounds"
                + " 16.7 tokens/s to 16.7 tokens/s");
  }

  private static GateVerdict judge(
      Gate.OutputTokensPerSecond gate, Samples candidate, Samples stable) {
    return ThroughputJudge.judge(gate, TERMS, candidate, stable);
  }

  private static Samples streams(long gap, long count, long otherGap, long otherCount) {
    Distribution gaps = Distribution.of(Map.of(1000 * gap, count, 1000 * otherGap, otherCount));
    return new Samples(
        Distribution.of(Map.of(1L, count + otherCount)),
        gaps,
        Distribution.NONE,
        Lookups.NONE,
        Lookups.NONE);
  }
}
