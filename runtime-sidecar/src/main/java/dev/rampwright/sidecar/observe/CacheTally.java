package dev.rampwright.sidecar.observe;

import dev.rampwright.contracts.SidecarStats.CacheCounters;
import dev.rampwright.sidecar.cache.CacheEvents;
import dev.rampwright.sidecar.log.Log;

/**
 * Counts the cache's lookups for the operator and for Prometheus. A lookup that both levels miss is
 * one miss for the operator. Lives on the event loop.
 */
public final class CacheTally implements CacheEvents {
  private final SidecarMetrics metrics;
  private final Log log;
  private long memoryHits;
  private long redisHits;
  private long collapsed;
  private long memoryMisses;
  private long bypassed;
  private long redisErrors;
  private long corrupt;

  public CacheTally(SidecarMetrics metrics, Log log) {
    this.metrics = metrics;
    this.log = log;
  }

  @Override
  public void lookedUp(String level, Result result) {
    metrics.lookedUp(level, result);
    boolean memory = level.equals("memory");
    switch (result) {
      case HIT -> {
        switch (level) {
          case "memory" -> memoryHits++;
          case "flight" -> collapsed++;
          default -> redisHits++;
        }
      }
      case MISS -> memoryMisses += memory ? 1 : 0;
      case CORRUPT -> {
        corrupt++;
        log.warn("an entry of the second cache level is damaged: dropped");
      }
      case ERROR, SKIPPED -> {}
    }
  }

  @Override
  public void bypassed() {
    bypassed++;
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

  /** Requests that were answered together with another one. */
  public long collapsed() {
    return collapsed;
  }

  /** Entries of the second level that did not open. */
  public long corrupt() {
    return corrupt;
  }

  public CacheCounters snapshot() {
    return new CacheCounters(
        memoryHits + collapsed,
        redisHits,
        memoryMisses - redisHits - collapsed,
        bypassed,
        redisErrors);
  }
}
