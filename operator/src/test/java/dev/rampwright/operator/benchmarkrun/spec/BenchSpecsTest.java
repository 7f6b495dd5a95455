package dev.rampwright.operator.benchmarkrun.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.api.common.Benchmark.Criterion;
import dev.rampwright.api.common.Benchmark.CriterionMetric;
import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.contracts.BenchSpec.Metric;
import dev.rampwright.operator.benchmarkrun.Runs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BenchSpecsTest {
  private static final BenchSpec.Target TARGET = new BenchSpec.Target("http://x", "m");

  @Test
  void theDefaultsAreThoseOfTheSchema() {
    BenchSpec spec = spec("target: {}, benchmark: {}");
    assertThat(spec.workload()).isEqualTo(new BenchSpec.Workload(64, 16, true));
    assertThat(spec.load())
        .isEqualTo(new BenchSpec.Load(1, BenchSpec.Arrival.POISSON, 5_000, 60_000, 42));
    assertThat(spec.criteria()).isEmpty();
    assertThat(spec.run()).isEqualTo("default/smoke");
    assertThat(spec.timeoutMillis()).isEqualTo(60_000);
  }

  @Test
  void whatIsGivenIsRendered() {
    BenchSpec spec =
        spec(
            "target: {}, benchmark: {workload: {inputTokens: 5, outputTokens: 6, stream: false},"
                + " load: {requestRate: 0.5/s, arrival: Constant, duration: 1m, warmup: 0s, seed:"
                + " 1}}");
    assertThat(spec.workload()).isEqualTo(new BenchSpec.Workload(5, 6, false));
    assertThat(spec.load())
        .isEqualTo(new BenchSpec.Load(0.5, BenchSpec.Arrival.CONSTANT, 0, 60_000, 1));
  }

  @Test
  void aRateOfZeroIsRefused() {
    assertThatThrownBy(() -> spec("target: {}, benchmark: {load: {requestRate: 0/s}}"))
        .isInstanceOf(InvalidBenchmarkException.class)
        .hasMessageContaining("write for instance 0.5/s");
  }

  @ParameterizedTest
  @CsvSource({
    "Ttft, 500ms, 0.5",
    "Tpot, 1s500ms, 1.5",
    "E2e, 2m, 120",
    "ErrorRate, 0.01, 0.01",
    "OutputTokensPerSecond, 250, 250",
    "RequestsPerSecond, 2.5, 2.5"
  })
  void boundsAreReadInTheirMetricsUnit(CriterionMetric metric, String target, double limit) {
    assertThat(Criteria.read(new Criterion("c", metric, null, target)))
        .isEqualTo(new BenchSpec.Criterion("c", Criteria.metric(metric), null, limit));
  }

  @Test
  void aQuantileIsReadAsANumber() {
    assertThat(Criteria.read(new Criterion("c", CriterionMetric.Ttft, "0.95", "1s")).quantile())
        .isEqualTo(0.95);
  }

  @ParameterizedTest
  @CsvSource({"Ttft, 0.5, 90s", "ErrorRate, 1%, 0.01", "RequestsPerSecond, -1, 250"})
  void aBoundInAnotherFormIsRefusedWithAnExample(
      CriterionMetric metric, String target, String example) {
    assertThatThrownBy(() -> Criteria.read(new Criterion("mine", metric, null, target)))
        .isInstanceOf(InvalidBenchmarkException.class)
        .hasMessageContaining("mine")
        .hasMessageContaining(example);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void theNamesOfMetricsMapBothWays(Metric metric) {
    assertThat(Criteria.metric(Criteria.metric(metric))).isEqualTo(metric);
  }

  private static BenchSpec spec(String text) {
    return BenchSpecs.of(Runs.withSpec(text), TARGET, Duration.ofMinutes(1));
  }
}
