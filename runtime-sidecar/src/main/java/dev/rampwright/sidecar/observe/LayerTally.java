package dev.rampwright.sidecar.observe;

import dev.rampwright.sidecar.cache.CacheEvents.Result;

/** Counts the lookups of one layer since the process began. Lives on the event loop. */
public final class LayerTally {
  private long memoryHits;
  private long redisHits;
  private long collapsed;
  private long memoryMisses;
  private long bypassed;

  void lookedUp(String level, Result result) {
    boolean memory = level.equals("memory");
    if (result == Result.HIT) {
      switch (level) {
        case "memory" -> memoryHits++;
        case "flight" -> collapsed++;
        default -> redisHits++;
      }
    } else if (result == Result.MISS && memory) {
      memoryMisses++;
    }
  }

  void bypassed() {
    bypassed++;
  }

  public long memoryHits() {
    return memoryHits;
  }

  public long redisHits() {
    return redisHits;
  }

  /** Requests that were answered together with another one. */
  public long collapsed() {
    return collapsed;
  }

  /** Lookups that neither level nor another request could answer. */
  public long misses() {
    return memoryMisses - redisHits - collapsed;
  }

  /** Requests that may not be replayed. */
  public long bypasses() {
    return bypassed;
  }
}
