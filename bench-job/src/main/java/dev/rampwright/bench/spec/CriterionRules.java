package dev.rampwright.bench.spec;

import dev.rampwright.bench.measure.Percentile;
import dev.rampwright.contracts.BenchSpec.Criterion;
import dev.rampwright.contracts.BenchSpec.Metric;
import dev.rampwright.contracts.BenchSpec.Workload;
import java.util.ArrayList;
import java.util.List;

/** What a criterion must fulfil: that the workload can measure what it bounds. */
final class CriterionRules {
  private final Workload workload;

  CriterionRules(Workload workload) {
    this.workload = workload;
  }

  List<String> violations(Criterion criterion) {
    if (criterion.metric() == null) {
      return List.of("criterion " + criterion.name() + ": metric is missing");
    }
    List<String> found = new ArrayList<>();
    unmeasurable(criterion, found);
    Double quantile = criterion.quantile();
    if (quantile != null && Percentile.of(quantile).isEmpty()) {
      found.add("quantile must be one of " + Percentile.allQuantiles() + ", found " + quantile);
    }
    if (!Double.isFinite(criterion.limit()) || criterion.limit() < 0) {
      found.add("limit must be a number of at least 0, found " + criterion.limit());
    }
    return found.stream().map(v -> "criterion " + criterion.name() + ": " + v).toList();
  }

  private void unmeasurable(Criterion criterion, List<String> found) {
    switch (criterion.metric()) {
      case TTFT, TPOT -> {
        if (!workload.stream()) {
          found.add(criterion.metric() + " exists only with workload.stream true");
        } else if (criterion.metric() == Metric.TPOT && workload.outputTokens() < 2) {
          found.add("TPOT needs workload.outputTokens of at least 2");
        }
      }
      case E2E -> {}
      case ERROR_RATE, OUTPUT_TOKENS_PER_SECOND, REQUESTS_PER_SECOND -> {
        if (criterion.quantile() != null) {
          found.add(criterion.metric() + " has no quantiles; leave quantile out");
        }
      }
    }
  }
}
