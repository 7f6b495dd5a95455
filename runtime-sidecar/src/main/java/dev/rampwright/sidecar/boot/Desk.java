package dev.rampwright.sidecar.boot;

import dev.rampwright.sidecar.admin.AdminHandler;
import dev.rampwright.sidecar.admin.CacheHandler;
import dev.rampwright.sidecar.admin.LocalCalls;
import dev.rampwright.sidecar.admin.SlotCalls;
import dev.rampwright.sidecar.admin.StatsReport;
import dev.rampwright.sidecar.cache.ResponseCache;
import dev.rampwright.sidecar.drain.Drain;
import dev.rampwright.sidecar.drain.DrainHandler;
import dev.rampwright.sidecar.observe.ObserveHandler;
import dev.rampwright.sidecar.slots.KvSlots;
import java.util.UUID;

/**
 * What answers those who look after the sidecar. Each handler is made when its port is about to be
 * opened, so that the first port does not wait for what the last one needs.
 */
record Desk(
    Givens givens,
    Entrance entrance,
    Drain drain,
    ResponseCache cache,
    KvSlots slots,
    Reach reach,
    Door door,
    Tallies tallies) {
  /** For the operator. */
  AdminHandler admin() {
    String instance = UUID.randomUUID().toString();
    StatsReport stats =
        new StatsReport(
            instance,
            givens.config(),
            door.traffic(),
            entrance.inFlight(),
            drain,
            tallies.cache(),
            door.prewarming(),
            cache.figures(),
            tallies.served(),
            door.byTls()::fingerprint);
    return new AdminHandler(
        givens.inputs().token(),
        door.traffic(),
        givens.config(),
        drain,
        stats,
        cacheCalls(),
        givens.log());
  }

  /** For the kubelet and Prometheus. */
  ObserveHandler observe() {
    return new ObserveHandler(
        reach.engine(), entrance.pool(), drain::isDraining, tallies.metrics());
  }

  /** For what comes from the node, or through {@code kubectl port-forward}. */
  LocalCalls localCalls() {
    return new LocalCalls(cacheCalls(), new DrainHandler(givens.config(), drain));
  }

  private CacheHandler cacheCalls() {
    return new CacheHandler(
        givens.inputs().token(),
        cache,
        tallies.cache(),
        new SlotCalls(slots, tallies.slots(), givens.log()),
        door.prewarming(),
        givens.config(),
        givens.log());
  }
}
