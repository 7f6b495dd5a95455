package dev.rampwright.bench.measure;

import dev.rampwright.contracts.BenchReport.Requests;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.util.List;

/**
 * All that was measured up to a moment.
 *
 * @param requests counts of the measured stretch
 * @param results one per metric
 * @param lateness how late the client was
 * @param failures the first failure of each kind in the server's own words
 * @param replayed answers of which a response cache says that it gave them
 * @param uncounted answers whose tokens the server did not count
 * @param maxE2eSeconds longest E2E latency
 */
public record Snapshot(
    Requests requests,
    List<Result> results,
    Lateness lateness,
    List<FailureExample> failures,
    long replayed,
    long uncounted,
    double maxE2eSeconds) {
  /** Nothing measured. */
  public static final Snapshot NONE =
      new Snapshot(Requests.NONE, List.of(), Lateness.none(Lateness.LATE), List.of(), 0, 0, 0);

  public Snapshot {
    results = List.copyOf(results);
    failures = List.copyOf(failures);
  }

  /** The result of a metric; one without samples where none was measured. */
  public Result result(Metric metric) {
    return results.stream()
        .filter(r -> r.metric() == metric)
        .findFirst()
        .orElseGet(
            () ->
                new Result(
                    metric, metric.unit(), 0, null, null, null, null, null, "nothing measured"));
  }
}
