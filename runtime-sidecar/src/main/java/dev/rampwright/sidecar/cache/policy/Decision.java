package dev.rampwright.sidecar.cache.policy;

/** Whether and how the cache takes part in a request. */
public sealed interface Decision {
  /** The request's path has no cache, or the cache is off: its answers say nothing of caching. */
  record Absent() implements Decision {}

  /** Such a request may not be replayed. */
  record Bypass() implements Decision {}

  /**
   * The request may be replayed.
   *
   * @param key of its answer
   * @param directives what the client allows
   */
  record Cacheable(CacheKey key, RequestDirectives directives) implements Decision {}
}
