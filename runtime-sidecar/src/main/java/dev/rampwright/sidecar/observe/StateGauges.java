package dev.rampwright.sidecar.observe;

import dev.rampwright.sidecar.http.InFlight;
import dev.rampwright.sidecar.http.Role;
import dev.rampwright.sidecar.pool.EnginePool;
import dev.rampwright.sidecar.split.Traffic;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Gauges read from the sidecar's state when Prometheus asks, which it does on the event loop. */
public final class StateGauges extends Collector {
  private final List<String> identity;
  private final InFlight inFlight;
  private final EnginePool pool;
  private final Traffic traffic;
  private final LongSupplier cacheBytes;
  private final BooleanSupplier breakerOpen;
  private final BooleanSupplier draining;

  private StateGauges(
      List<String> identity,
      InFlight inFlight,
      EnginePool pool,
      Traffic traffic,
      LongSupplier cacheBytes,
      BooleanSupplier breakerOpen,
      BooleanSupplier draining) {
    this.identity = identity;
    this.inFlight = inFlight;
    this.pool = pool;
    this.traffic = traffic;
    this.cacheBytes = cacheBytes;
    this.breakerOpen = breakerOpen;
    this.draining = draining;
  }

  /** Adds the gauges to the metrics' registry. */
  public static void register(
      SidecarMetrics metrics,
      InFlight inFlight,
      EnginePool pool,
      Traffic traffic,
      LongSupplier cacheBytes,
      BooleanSupplier breakerOpen,
      BooleanSupplier draining) {
    new StateGauges(
            List.of(metrics.identity()), inFlight, pool, traffic, cacheBytes, breakerOpen, draining)
        .register(metrics.registry());
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return List.of(
        inFlightByRole(),
        gauge("pool_in_slots", "Requests that the engine was given and works on.", pool.inSlots()),
        gauge("pool_waiting", "Requests that wait for a slot of the engine.", pool.waiting()),
        gauge(
            "pool_used_ratio",
            "Share of the engine's slots and the queue that is taken, 0 to 1.",
            pool.usedRatio()),
        gauge(
            "cache_bytes",
            "Bytes held by the first level of the cache.",
            (double) cacheBytes.getAsLong()),
        gauge(
            "redis_breaker_open",
            "1 while the second level of the cache is left alone after failures.",
            breakerOpen.getAsBoolean() ? 1 : 0),
        gauge("epoch", "Epoch of the traffic weights in force.", (double) traffic.epoch()),
        gauge(
            "candidate_weight_ratio",
            "Share of the candidate in force, 0 to 1.",
            traffic.candidateWeightBasisPoints() / 10_000.0),
        gauge("draining", "1 once the sidecar is leaving.", draining.getAsBoolean() ? 1 : 0));
  }

  private MetricFamilySamples inFlightByRole() {
    GaugeMetricFamily family =
        new GaugeMetricFamily(
            SidecarMetrics.PREFIX + "in_flight",
            "Requests under way, by whose they are.",
            Arrays.asList(SidecarMetrics.with("role")));
    for (Role role : Role.values()) {
      List<String> labels = new ArrayList<>(identity);
      labels.add(role.label());
      family.addMetric(labels, inFlight.of(role));
    }
    return family;
  }

  private MetricFamilySamples gauge(String name, String help, double value) {
    return new GaugeMetricFamily(
            SidecarMetrics.PREFIX + name, help, Arrays.asList(SidecarMetrics.IDENTITY))
        .addMetric(identity, value);
  }
}
