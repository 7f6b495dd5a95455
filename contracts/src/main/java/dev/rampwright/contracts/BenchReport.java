package dev.rampwright.contracts;

import dev.rampwright.contracts.BenchSpec.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark pod reports, several times while it runs and once at its end.
 *
 * @param formatVersion {@link #FORMAT_VERSION} of the writer
 * @param phase how far it is
 * @param progressPercent 0 to 100
 * @param message one sentence for a person; says why the run is invalid
 * @param startTime ISO-8601 instant
 * @param completionTime absent while it runs
 * @param requests counts of the measured stretch
 * @param results one entry per metric
 * @param criteria the bounds and what became of them
 * @param verdict absent while it runs
 */
public record BenchReport(
    int formatVersion,
    Phase phase,
    int progressPercent,
    String message,
    String startTime,
    @Nullable String completionTime,
    Requests requests,
    List<Result> results,
    List<CriterionResult> criteria,
    @Nullable Verdict verdict) {
  /** The version that this release writes. */
  public static final int FORMAT_VERSION = 1;

  /** Key under which the report stands in its ConfigMap. */
  public static final String CONFIG_MAP_KEY = "report.json";

  public BenchReport {
    Instant.parse(startTime);
    results = List.copyOf(results);
    criteria = List.copyOf(criteria);
  }

  /** How far a run is. */
  public enum Phase {
    RUNNING,
    /** Measured as asked; the verdict says whether that was good. */
    COMPLETE,
    /**
     * Nothing trustworthy was measured: the target did not answer, or the client could not keep up.
     */
    INVALID
  }

  /** What the criteria say together. */
  public enum Verdict {
    PASS,
    FAIL,
    INCONCLUSIVE
  }

  /**
   * Counts of requests.
   *
   * @param sent requests of the measured stretch
   * @param succeeded answered completely with status 2xx
   * @param failed all others
   * @param errors failed ones by what happened, such as {@code HTTP 404} or {@code
   *     ConnectException}
   * @param late sends that left more than 1 ms after their intended time
   */
  public record Requests(
      long sent, long succeeded, long failed, Map<String, Long> errors, long late) {
    public static final Requests NONE = new Requests(0, 0, 0, Map.of(), 0);

    public Requests {
      errors = Map.copyOf(errors);
    }
  }

  /**
   * A metric's distribution. A percentile for which too few samples exist is absent, and {@code
   * absent} says so.
   *
   * @param metric what was measured
   * @param unit its unit
   * @param n samples
   * @param mean arithmetic mean; absent without samples
   * @param absent why values are missing, such as {@code p99 needs 662 samples, has 120}
   */
  public record Result(
      Metric metric,
      String unit,
      long n,
      @Nullable Double mean,
      @Nullable Double p50,
      @Nullable Double p90,
      @Nullable Double p95,
      @Nullable Double p99,
      @Nullable String absent) {}

  /**
   * What became of one bound.
   *
   * @param name the criterion's name
   * @param value what was measured; absent where it could not be
   * @param limit the bound
   * @param verdict of this criterion
   * @param message one sentence
   */
  public record CriterionResult(
      String name, @Nullable Double value, double limit, Verdict verdict, String message) {}
}
