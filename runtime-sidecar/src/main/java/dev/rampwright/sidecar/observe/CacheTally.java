package dev.rampwright.sidecar.observe;

import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.sidecar.cache.CacheEvents;
import dev.rampwright.sidecar.cache.policy.Layer;
import dev.rampwright.sidecar.log.Log;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts the cache's lookups for the operator and for Prometheus. A lookup that both levels miss is
 * one miss for the operator. Lives on the event loop.
 */
public final class CacheTally implements CacheEvents {
  private final SidecarMetrics metrics;
  private final Log log;
  private final Map<Layer, LayerTally> layers = new EnumMap<>(Layer.class);
  private long redisErrors;
  private long corrupt;

  public CacheTally(SidecarMetrics metrics, Log log) {
    this.metrics = metrics;
    this.log = log;
    for (Layer layer : Layer.values()) {
      layers.put(layer, new LayerTally());
    }
  }

  @Override
  public void lookedUp(Layer layer, String level, Result result) {
    metrics.lookedUp(layer, level, result);
    of(layer).lookedUp(level, result);
    if (result == Result.CORRUPT) {
      corrupt++;
      log.warn("an entry of the second cache level is damaged: dropped");
    }
  }

  @Override
  public void bypassed(Layer layer) {
    of(layer).bypassed();
  }

  @Override
  public void renewed(boolean kept) {
    metrics.renewed(kept);
  }

  @Override
  public void redisFailed(String what) {
    redisErrors++;
    log.warn("the second cache level failed, counted as a miss: " + what);
  }

  /** Entries of the second level that did not open. */
  public long corrupt() {
    return corrupt;
  }

  /** What a layer's lookups gave. */
  public LayerTally of(Layer layer) {
    return Objects.requireNonNull(layers.get(layer), "every layer is counted");
  }

  /** Failed calls of the second level. */
  public long redisErrors() {
    return redisErrors;
  }

  /** The layer of whole answers, for the operator. */
  public CacheCounters snapshot() {
    return snapshot(Layer.RESPONSES);
  }

  /** One layer, for the operator. */
  public CacheCounters snapshot(Layer layer) {
    LayerTally tally = of(layer);
    return new CacheCounters(
        tally.memoryHits() + tally.collapsed(),
        tally.redisHits(),
        tally.misses(),
        tally.bypasses(),
        redisErrors);
  }
}
