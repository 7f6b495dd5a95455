package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.Layer;

/** What the cache holds, and how it fares. Lives on the event loop. */
public final class CacheFigures {
  private final MemoryLevel memory;
  private final RedisLevel redis;
  private final SharedGenerations generations;

  CacheFigures(MemoryLevel memory, RedisLevel redis, SharedGenerations generations) {
    this.memory = memory;
    this.redis = redis;
    this.generations = generations;
  }

  /**
   * Whether the second level is read and written: there is one, and it has told its generations.
   */
  public boolean usesSecondLevel() {
    return generations.isTold();
  }

  /** How many tenants and models were ever invalidated. */
  public int invalidated() {
    return generations.size();
  }

  /** Entries of a layer in memory. */
  public long memoryEntries(Layer layer) {
    return memory.entries(layer);
  }

  /** Bytes of a layer's entries in memory. */
  public long memoryBytes(Layer layer) {
    return memory.bytes(layer);
  }

  public long memoryBytes() {
    return memory.bytes();
  }

  public boolean isBreakerOpen() {
    return redis.isBreakerOpen();
  }
}
