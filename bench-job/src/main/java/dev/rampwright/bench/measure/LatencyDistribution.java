package dev.rampwright.bench.measure;

import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The distribution of one latency: microseconds inside, three digits; seconds outside. */
final class LatencyDistribution {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MICROS_PER_SECOND = 1e6;

  private final Metric metric;
  private final Histogram micros = new Histogram(SIGNIFICANT_DIGITS);
  private double sumNanos;

  LatencyDistribution(Metric metric) {
    this.metric = metric;
    micros.setAutoResize(true);
  }

  void add(double nanos) {
    sumNanos += nanos;
    micros.recordValue(Math.max(0, Math.round(nanos / 1000)));
  }

  long count() {
    return micros.getTotalCount();
  }

  /** What to report; {@code none} says why there is nothing, where there is nothing. */
  Result result(String none) {
    long n = count();
    if (n == 0) {
      return new Result(metric, metric.unit(), 0, null, null, null, null, null, none);
    }
    List<String> shortages = new ArrayList<>();
    Double p50 = value(Percentile.P50, shortages);
    Double p90 = value(Percentile.P90, shortages);
    Double p95 = value(Percentile.P95, shortages);
    Double p99 = value(Percentile.P99, shortages);
    return new Result(
        metric,
        metric.unit(),
        n,
        sumNanos / n / NANOS_PER_SECOND,
        p50,
        p90,
        p95,
        p99,
        shortages.isEmpty() ? null : String.join("; ", shortages));
  }

  double maxSeconds() {
    return micros.getMaxValue() / MICROS_PER_SECOND;
  }

  private @Nullable Double value(Percentile percentile, List<String> shortages) {
    if (count() < percentile.floor()) {
      shortages.add(percentile.shortage(count()));
      return null;
    }
    return micros.getValueAtPercentile(percentile.quantile() * 100) / MICROS_PER_SECOND;
  }
}
