package dev.rampwright.operator.benchmarkrun.status;

import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.CriterionResult;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.ErrorCount;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.RequestCounts;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.Result;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.Verdict;
import dev.rampwright.api.common.Benchmark.Criterion;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchSpec.Metric;
import dev.rampwright.operator.benchmarkrun.spec.Criteria;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A report in the words of the API. */
final class ReportView {
  /** The most frequent kinds of failure; the others stand in the report. */
  private static final int MAX_ERRORS = 8;

  private ReportView() {}

  static RequestCounts requests(BenchReport.Requests requests) {
    List<ErrorCount> errors =
        requests.errors().entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MAX_ERRORS)
            .map(entry -> new ErrorCount(entry.getKey(), entry.getValue()))
            .toList();
    return new RequestCounts(requests.sent(), requests.succeeded(), requests.failed(), errors);
  }

  static Result result(BenchReport.Result result) {
    return new Result(
        Criteria.metric(result.metric()).name(),
        result.unit(),
        result.n(),
        Figures.decimal(result.mean()),
        Figures.decimal(result.p50()),
        Figures.decimal(result.p90()),
        Figures.decimal(result.p95()),
        Figures.decimal(result.p99()),
        result.absent());
  }

  /**
   * One bound's outcome.
   *
   * @param asked the spec's criteria, which know each bound's unit by its name
   */
  static CriterionResult criterion(BenchReport.CriterionResult result, List<Criterion> asked) {
    Optional<Metric> metric =
        asked.stream()
            .filter(criterion -> criterion.name().equals(result.name()))
            .map(criterion -> Criteria.metric(criterion.metric()))
            .findFirst();
    return new CriterionResult(
        result.name(),
        value(metric, result.value()),
        text(metric, result.limit()),
        verdict(result.verdict()),
        result.message());
  }

  static Verdict verdict(BenchReport.Verdict verdict) {
    return switch (verdict) {
      case PASS -> Verdict.Pass;
      case FAIL -> Verdict.Fail;
      case INCONCLUSIVE -> Verdict.Inconclusive;
    };
  }

  static @Nullable String ttftP95(BenchReport report) {
    return of(report, Metric.TTFT)
        .flatMap(result -> Optional.ofNullable(result.p95()))
        .map(Figures::latency)
        .orElse(null);
  }

  static @Nullable String outputTokensPerSecond(BenchReport report) {
    return of(report, Metric.OUTPUT_TOKENS_PER_SECOND)
        .flatMap(result -> Optional.ofNullable(result.mean()))
        .map(Figures::rate)
        .orElse(null);
  }

  private static Optional<BenchReport.Result> of(BenchReport report, Metric metric) {
    return report.results().stream().filter(result -> result.metric() == metric).findFirst();
  }

  private static @Nullable String value(Optional<Metric> metric, @Nullable Double value) {
    return value == null ? null : text(metric, value);
  }

  private static String text(Optional<Metric> metric, double value) {
    return metric.filter(known -> known.unit().equals("s")).isPresent()
        ? Figures.latency(value)
        : Figures.plain(value);
  }
}
