package dev.rampwright.api.benchmarkrun;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator reports; it is the only writer.
 *
 * @param observedGeneration the spec that this status answers
 * @param conditions Complete or Failed; Reconciling while it runs
 * @param state where the run is
 * @param target the URL that is loaded
 * @param message one sentence for a person
 * @param startTime ISO-8601
 * @param completionTime ISO-8601
 * @param progressPercent 0 to 100
 * @param verdict only after a valid run
 * @param ttftP95 the column's value, such as {@code 182ms}
 * @param outputTokensPerSecond the column's value
 * @param requests counts of the measured stretch
 * @param results one entry per metric
 * @param criteria the bounds and what became of them
 * @param reportConfigMap where the whole report stands, key {@code report.json}
 */
public record BenchmarkRunStatus(
    @Nullable Long observedGeneration,
    @Nullable List<Condition> conditions,
    @Nullable RunState state,
    @Nullable String target,
    @Nullable String message,
    @Nullable String startTime,
    @Nullable String completionTime,
    @Nullable Integer progressPercent,
    @Nullable Verdict verdict,
    @Nullable String ttftP95,
    @Nullable String outputTokensPerSecond,
    @Nullable RequestCounts requests,
    @Nullable List<Result> results,
    @Nullable List<CriterionResult> criteria,
    @Nullable String reportConfigMap) {

  /** Where a run is. */
  public enum RunState {
    Pending,
    Running,
    Complete,
    Failed
  }

  /** What the criteria say together. */
  public enum Verdict {
    Pass,
    Fail,
    Inconclusive
  }

  /** Counts of requests. */
  public record RequestCounts(
      Long sent, Long succeeded, Long failed, @Nullable List<ErrorCount> errors) {}

  /** One kind of failure. */
  public record ErrorCount(String error, Long count) {}

  /** A metric's distribution; values are decimal text in {@code unit}. */
  public record Result(
      String metric,
      String unit,
      Long n,
      @Nullable String mean,
      @Nullable String p50,
      @Nullable String p90,
      @Nullable String p95,
      @Nullable String p99,
      @Nullable String absent) {}

  /** What became of one bound. */
  public record CriterionResult(
      String name, @Nullable String value, String limit, Verdict verdict, String message) {}
}
