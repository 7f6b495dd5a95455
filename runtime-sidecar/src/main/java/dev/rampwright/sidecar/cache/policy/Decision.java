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
   * @param streamed whether the answer is asked for as a stream
   */
  record Cacheable(CacheKey key, RequestDirectives directives, boolean streamed)
      implements Decision {
    /** The same, but nothing may be replayed. */
    public Cacheable withoutReplay() {
      return new Cacheable(key, directives.withoutReplay(), streamed);
    }
  }
}
