package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rampwright.operator.ramp.RampPlan.Gates;
import dev.rampwright.operator.ramp.RampPlan.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RampPlanTest {
  @Test
  void oneStepIsEnough() {
    assertThat(plan(step(100)).lastStep()).isZero();
  }

  @Test
  void weightsMustRise() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(step(50), step(10), step(100)))
        .withMessageContaining("weights must rise, but 10 follows 50");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(step(50), step(50), step(100)))
        .withMessageContaining("50 follows 50");
  }

  @Test
  void theLastWeightMustBe100() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(step(10), step(50)))
        .withMessageContaining("must be 100, is 50");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan())
        .withMessageContaining("append a step of weight 100");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101})
  void weightsArePercents(int weight) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> step(weight))
        .withMessageContaining("1..100, is " + weight);
  }

  @Test
  void maxHoldMayNotCutTheHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Step(10, Duration.ofMinutes(5), Duration.ofMinutes(1)))
        .withMessageContaining("raise maxHold");
  }

  @Test
  void durationsMayNotBeNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Step(10, Duration.ofSeconds(-1), Duration.ZERO))
        .withMessageContaining("hold must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RampPlan(
                    List.of(step(100)),
                    Duration.ZERO,
                    Duration.ofSeconds(-1),
                    Duration.ZERO,
                    Gates.NONE))
        .withMessageContaining("scaleDownDelay must not be negative");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void anErrorRateThatNoSampleCanShowIsRefused(double max) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gate.ErrorRate("errors", max))
        .withMessageContaining("errors: max must be above 0 and at most 1");
  }

  @Test
  void aGateNeedsABoundAndAQuantile() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gate.ErrorRate("errors", null, null, false))
        .withMessageContaining("errors: it has no bound");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gate.Latency("ttft", Gate.Span.TTFT, 1, null, 1.25, false))
        .withMessageContaining("quantile must be above 0 and below 1, is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gate.Latency("ttft", Gate.Span.TTFT, 0.5, Duration.ZERO, null, false))
        .withMessageContaining("max must be above 0s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gate.Latency("ttft", Gate.Span.TTFT, 0.5, null, 0.9, false))
        .withMessageContaining("maxRatio must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gate.CacheHitRate("hits", 1.0, null, false))
        .withMessageContaining("min must be above 0 and below 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gate.OutputTokensPerSecond("speed", 0.5, null, 1.1, false))
        .withMessageContaining("minRatio must be above 0 and at most 1");
  }

  @Test
  void gatesNeedSamplesAndALimit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gates(1, 1, List.of(), 0, OnInconclusive.HOLD));
    assertThatIllegalArgumentException().isThrownBy(() -> new Gates(0, 1, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Gates(1, 0, List.of()));
  }

  private static RampPlan plan(Step... steps) {
    return new RampPlan(List.of(steps), Duration.ZERO, Duration.ZERO, Duration.ZERO, Gates.NONE);
  }
}
