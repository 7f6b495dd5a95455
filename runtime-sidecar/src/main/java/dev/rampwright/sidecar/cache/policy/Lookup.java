package dev.rampwright.sidecar.cache.policy;

/** What the lookup of one request gave. */
public enum Lookup {
  /** Replayed, or answered together with another request: the engine was not asked for it. */
  HIT,
  /** Not found. */
  MISS,
  /** Nothing was looked up: no cache, a request that may not be replayed, or a client's wish. */
  NONE
}
