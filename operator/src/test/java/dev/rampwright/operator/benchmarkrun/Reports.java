package dev.rampwright.operator.benchmarkrun;

import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.CriterionResult;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Requests;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchReport.Verdict;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.util.List;
import java.util.Map;

/** Reports as a benchmark's pod writes them. */
public final class Reports {
  private Reports() {}

  /** A report in this phase; a final one passes its criterion. */
  public static BenchReport of(Phase phase, int percent) {
    boolean complete = phase == Phase.COMPLETE;
    return new BenchReport(
        BenchReport.FORMAT_VERSION,
        phase,
        percent,
        phase == Phase.INVALID ? "the target answered HTTP 404 to all 40 requests" : "measuring",
        "2026-01-01T00:00:00Z",
        phase == Phase.RUNNING ? null : "2026-01-01T00:01:00Z",
        new Requests(40, 39, 1, Map.of("HTTP 503", 1L), 0),
        List.of(
            new Result(Metric.TTFT, "s", 39, 0.11, 0.1, 0.15, 0.1821, null, "p99 needs more"),
            new Result(
                Metric.OUTPUT_TOKENS_PER_SECOND,
                "tokens/s",
                39,
                31.4821,
                null,
                null,
                null,
                null,
                null)),
        complete
            ? List.of(new CriterionResult("ttft", 0.1821, 0.5, Verdict.PASS, "182ms <= 500ms"))
            : List.of(),
        complete ? Verdict.PASS : null);
  }
}
