package dev.rampwright.sidecar.boot;

import dev.rampwright.sidecar.cache.CacheFigures;
import dev.rampwright.sidecar.http.ExchangeEvents;
import dev.rampwright.sidecar.observe.AccessLog;
import dev.rampwright.sidecar.observe.CacheTally;
import dev.rampwright.sidecar.observe.DroppedLines;
import dev.rampwright.sidecar.observe.ServiceTally;
import dev.rampwright.sidecar.observe.SidecarMetrics;
import dev.rampwright.sidecar.observe.SlotTally;
import dev.rampwright.sidecar.observe.StateGauges;
import dev.rampwright.sidecar.observe.TenantMetrics;
import dev.rampwright.sidecar.split.Traffic;
import java.util.function.BooleanSupplier;

/**
 * Those that are told what happens, and count it.
 *
 * @param metrics what Prometheus reads
 * @param served of requests
 * @param cache of lookups
 * @param slots of the engine's slots
 */
record Tallies(SidecarMetrics metrics, ServiceTally served, CacheTally cache, SlotTally slots) {
  static Tallies of(Givens givens) {
    SidecarMetrics metrics = new SidecarMetrics(givens.config().value());
    DroppedLines.register(metrics, givens.log()::dropped);
    return new Tallies(
        metrics,
        new ServiceTally(metrics, System::nanoTime),
        new CacheTally(metrics, givens.log()),
        new SlotTally(metrics, givens.log()));
  }

  /** Told of first bytes and ends. */
  ExchangeEvents exchanges(Givens givens) {
    return ExchangeEvents.all(
        served,
        TenantMetrics.register(metrics, System::nanoTime),
        new AccessLog(givens.log(), givens::hasAccessLog));
  }

  /** Shows Prometheus what is so at the moment. */
  void show(Entrance entrance, Traffic traffic, CacheFigures held, BooleanSupplier draining) {
    StateGauges.register(
        metrics,
        entrance.inFlight(),
        entrance.pool(),
        traffic,
        held::memoryBytes,
        held::isBreakerOpen,
        draining);
  }
}
