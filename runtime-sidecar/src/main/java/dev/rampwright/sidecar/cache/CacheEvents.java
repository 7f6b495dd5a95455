package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.Layer;

/** Told of what happens in the cache. */
public interface CacheEvents {
  /** What a level answered. */
  enum Result {
    HIT,
    MISS,
    /** The call failed or came too late: read as a miss. */
    ERROR,
    /** An entry that is not as it was written: dropped, read as a miss. */
    CORRUPT,
    /** Not asked, because it failed too often just now. */
    SKIPPED
  }

  /** A level was looked at, for an entry of that layer. */
  void lookedUp(Layer layer, String level, Result result);

  /** A request that may not be replayed passed by. */
  void bypassed(Layer layer);

  /**
   * The engine was asked anew for an answer that has expired.
   *
   * @param kept whether its answer took the old one's place
   */
  default void renewed(boolean kept) {}

  /** A call of the second level failed. */
  void redisFailed(String what);
}
