package dev.rampwright.sidecar.cache;

/**
 * An answer to replay.
 *
 * @param answer as it was kept, decoded
 * @param level {@code memory} or {@code redis}
 * @param ageSeconds since it was kept
 * @param ttlSeconds until it expires; negative: it has expired
 */
public record Hit(CachedAnswer answer, String level, long ageSeconds, long ttlSeconds) {
  /** Whether it has expired, so that the engine is to be asked anew. */
  public boolean isStale() {
    return ttlSeconds < 0;
  }
}
