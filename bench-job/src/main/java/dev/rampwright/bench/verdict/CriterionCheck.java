package dev.rampwright.bench.verdict;

import dev.rampwright.bench.measure.Percentile;
import dev.rampwright.bench.measure.Snapshot;
import dev.rampwright.contracts.BenchReport.CriterionResult;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchReport.Verdict;
import dev.rampwright.contracts.BenchSpec.Criterion;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares one bound with what was measured. */
final class CriterionCheck {
  private CriterionCheck() {}

  static CriterionResult check(Criterion criterion, Snapshot measured) {
    Result result = measured.result(criterion.metric());
    Optional<Percentile> percentile =
        Optional.ofNullable(criterion.quantile()).flatMap(Percentile::of);
    Double value = percentile.map(p -> percentileValue(result, p)).orElse(null);
    if (percentile.isEmpty()) {
      value = result.mean();
    }
    if (value == null) {
      return undecided(criterion, shortage(result, percentile));
    }
    boolean passes =
        criterion.metric().lowerIsBetter()
            ? value <= criterion.limit()
            : value >= criterion.limit();
    return new CriterionResult(
        criterion.name(),
        value,
        criterion.limit(),
        passes ? Verdict.PASS : Verdict.FAIL,
        sentence(criterion, percentile, value, passes));
  }

  static CriterionResult undecided(Criterion criterion, String why) {
    return new CriterionResult(
        criterion.name(), null, criterion.limit(), Verdict.INCONCLUSIVE, why);
  }

  private static @Nullable Double percentileValue(Result result, Percentile percentile) {
    return switch (percentile) {
      case P50 -> result.p50();
      case P90 -> result.p90();
      case P95 -> result.p95();
      case P99 -> result.p99();
    };
  }

  private static String shortage(Result result, Optional<Percentile> percentile) {
    if (percentile.isPresent() && result.n() > 0) {
      return percentile.get().shortage(result.n());
    }
    return result.metric() + ": " + (result.absent() == null ? "no value" : result.absent());
  }

  private static String sentence(
      Criterion criterion, Optional<Percentile> percentile, double value, boolean passes) {
    Metric metric = criterion.metric();
    String comparison = value <= criterion.limit() ? "is at most" : "is above";
    if (!metric.lowerIsBetter()) {
      comparison = passes ? "is at least" : "is below";
    }
    return String.format(
        Locale.ROOT,
        "%s %s %.4g %s %s %.4g",
        metric,
        percentile.map(Percentile::label).orElse("mean"),
        value,
        metric.unit(),
        comparison,
        criterion.limit());
  }
}
