package dev.rampwright.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.CriterionResult;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Requests;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchReport.Verdict;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTableTest {
  @Test
  void showsValuesAbsencesBoundsAndErrors() {
    BenchReport report =
        new BenchReport(
            1,
            Phase.COMPLETE,
            100,
            "39 of 40 requests answered",
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:30Z",
            new Requests(40, 39, 1, Map.of("HTTP 503", 1L), 0),
            List.of(
                new Result(
                    Metric.TTFT,
                    "s",
                    39,
                    0.12345,
                    0.1,
                    null,
                    null,
                    null,
                    "p90 needs 64 samples, has 39")),
            List.of(new CriterionResult("slow", 0.1, 0.5, Verdict.PASS, "within")),
            Verdict.FAIL);

    assertThat(ReportTable.render(report).lines())
        .containsExactly(
            "METRIC                     UNIT             N      MEAN       P50       P90       P95       P99",
            "TTFT                       s               39    0.1235    0.1000         -         -         -",
            "  (p90 needs 64 samples, has 39)",
            "PASS         slow: within",
            "failed: HTTP 503 (1)");
  }
}
