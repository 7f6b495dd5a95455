package dev.rampwright.contracts;

/**
 * Lookups of the response cache since the sidecar's start.
 *
 * @param memoryHits answered from the first level, or together with another request that asked the
 *     same
 * @param redisHits answered from the second level
 * @param misses cacheable requests that were not found
 * @param bypassed requests that may not be cached
 * @param redisErrors failed calls of the second level; each of them read as a miss
 */
public record CacheCounters(
    long memoryHits, long redisHits, long misses, long bypassed, long redisErrors) {
  public static final CacheCounters NONE = new CacheCounters(0, 0, 0, 0, 0);

  /** Answered from either level. */
  public long hits() {
    return memoryHits + redisHits;
  }

  public CacheCounters plus(CacheCounters other) {
    return new CacheCounters(
        memoryHits + other.memoryHits,
        redisHits + other.redisHits,
        misses + other.misses,
        bypassed + other.bypassed,
        redisErrors + other.redisErrors);
  }
}
