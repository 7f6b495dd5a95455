package dev.rampwright.sidecar.observe;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** Lines of the log that nobody will read. */
public final class DroppedLines extends Collector {
  private final List<String> identity;
  private final LongSupplier dropped;

  private DroppedLines(List<String> identity, LongSupplier dropped) {
    this.identity = identity;
    this.dropped = dropped;
  }

  /** Adds the counter to the metrics' registry. */
  public static void register(SidecarMetrics metrics, LongSupplier dropped) {
    new DroppedLines(List.of(metrics.identity()), dropped).register(metrics.registry());
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return List.of(
        new CounterMetricFamily(
                SidecarMetrics.PREFIX + "log_lines_dropped",
                "Lines of the log that were dropped because its reader was too slow.",
                Arrays.asList(SidecarMetrics.IDENTITY))
            .addMetric(identity, (double) dropped.getAsLong()));
  }
}
