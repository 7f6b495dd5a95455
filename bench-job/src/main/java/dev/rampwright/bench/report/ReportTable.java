package dev.rampwright.bench.report;

import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.CriterionResult;
import dev.rampwright.contracts.BenchReport.Result;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as a table for people. */
final class ReportTable {
  private static final String ROW = "%-26s %-10s %7s %9s %9s %9s %9s %9s%n";

  private ReportTable() {}

  static String render(BenchReport report) {
    StringBuilder text = new StringBuilder();
    text.append(ROW.formatted("METRIC", "UNIT", "N", "MEAN", "P50", "P90", "P95", "P99"));
    report.results().forEach(r -> text.append(row(r)));
    for (CriterionResult c : report.criteria()) {
      text.append("%-12s %s: %s%n".formatted(c.verdict(), c.name(), c.message()));
    }
    report.requests().errors().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> text.append("failed: %s (%d)%n".formatted(e.getKey(), e.getValue())));
    return text.toString().stripTrailing();
  }

  private static String row(Result r) {
    String row =
        ROW.formatted(
            r.metric(),
            r.unit(),
            r.n(),
            number(r.mean()),
            number(r.p50()),
            number(r.p90()),
            number(r.p95()),
            number(r.p99()));
    return r.absent() == null ? row : row + "  (%s)%n".formatted(r.absent());
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4g", value);
  }
}
