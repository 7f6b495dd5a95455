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

  /**
   * Counts of requests.
   *
   * @param sent in the measured stretch
   * @param succeeded answered in full
   * @param failed all others
   * @param errors the failed ones by kind
   */
  public record RequestCounts(
      Long sent, Long succeeded, Long failed, @Nullable List<ErrorCount> errors) {}

  /**
   * One kind of failure.
   *
   * @param error such as {@code HTTP 503}
   * @param count how often
   */
  public record ErrorCount(String error, Long count) {}

  /**
   * A metric's distribution; values are decimal text in {@code unit}.
   *
   * @param metric what was measured
   * @param unit what the values are in
   * @param n samples
   * @param mean the average
   * @param p50 the median
   * @param p90 absent below 64 samples
   * @param p95 absent below 130 samples
   * @param p99 absent below 662 samples
   * @param absent why a value is not there
   */
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

  /**
   * What became of one bound.
   *
   * @param name the user's name for it
   * @param value the measured value
   * @param limit the bound
   * @param verdict what follows
   * @param message the same for a person
   */
  public record CriterionResult(
      String name, @Nullable String value, String limit, Verdict verdict, String message) {}
}
