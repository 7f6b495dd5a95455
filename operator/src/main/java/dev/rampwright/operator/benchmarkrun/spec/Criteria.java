package dev.rampwright.operator.benchmarkrun.spec;

import dev.rampwright.api.common.Benchmark.Criterion;
import dev.rampwright.api.common.Benchmark.CriterionMetric;
import dev.rampwright.api.common.Durations;
import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.contracts.BenchSpec.Metric;
import org.jspecify.annotations.Nullable;

/** Reads bounds: durations become seconds, the rest are numbers. */
public final class Criteria {
  private Criteria() {}

  /**
   * The contract's form of one bound.
   *
   * @throws InvalidBenchmarkException if the target has another form than its metric asks for
   */
  public static BenchSpec.Criterion read(Criterion criterion) {
    return new BenchSpec.Criterion(
        criterion.name(), metric(criterion.metric()), quantile(criterion), limit(criterion));
  }

  /** The contract's name of a metric. */
  public static Metric metric(CriterionMetric metric) {
    return switch (metric) {
      case Ttft -> Metric.TTFT;
      case Tpot -> Metric.TPOT;
      case E2e -> Metric.E2E;
      case ErrorRate -> Metric.ERROR_RATE;
      case OutputTokensPerSecond -> Metric.OUTPUT_TOKENS_PER_SECOND;
      case RequestsPerSecond -> Metric.REQUESTS_PER_SECOND;
    };
  }

  /** The API's name of a metric. */
  public static CriterionMetric metric(Metric metric) {
    return switch (metric) {
      case TTFT -> CriterionMetric.Ttft;
      case TPOT -> CriterionMetric.Tpot;
      case E2E -> CriterionMetric.E2e;
      case ERROR_RATE -> CriterionMetric.ErrorRate;
      case OUTPUT_TOKENS_PER_SECOND -> CriterionMetric.OutputTokensPerSecond;
      case REQUESTS_PER_SECOND -> CriterionMetric.RequestsPerSecond;
    };
  }

  private static @Nullable Double quantile(Criterion criterion) {
    String text = criterion.quantile();
    return text == null ? null : Double.valueOf(number(criterion, text, "quantile"));
  }

  private static double limit(Criterion criterion) {
    return switch (criterion.metric()) {
      case Ttft, Tpot, E2e -> seconds(criterion);
      case ErrorRate, OutputTokensPerSecond, RequestsPerSecond ->
          number(criterion, criterion.target(), "target");
    };
  }

  private static double seconds(Criterion criterion) {
    try {
      return Durations.parse(criterion.target()).toMillis() / 1000.0;
    } catch (IllegalArgumentException e) {
      throw new InvalidBenchmarkException(
          "criterion %s: target %s".formatted(criterion.name(), e.getMessage()), e);
    }
  }

  private static double number(Criterion criterion, String text, String field) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new InvalidBenchmarkException(wrongNumber(criterion, text, field), e);
    }
    throw new InvalidBenchmarkException(wrongNumber(criterion, text, field));
  }

  private static String wrongNumber(Criterion criterion, String text, String field) {
    return "criterion %s: %s '%s' is not a number of at least 0; write for instance 0.01 or 250"
        .formatted(criterion.name(), field, text);
  }
}
