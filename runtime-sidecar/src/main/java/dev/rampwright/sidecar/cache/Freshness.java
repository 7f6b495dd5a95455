package dev.rampwright.sidecar.cache;

/**
 * Which answers may be replayed now.
 *
 * @param nowMillis since 1970
 * @param staleMillis how long after its end an answer is replayed all the same; 0 or more
 */
record Freshness(long nowMillis, long staleMillis) {
  /**
   * How far the clocks of two pods may differ. What is from a later time was kept before this clock
   * was put back, so nobody can say how old it is.
   */
  static final long MAX_SKEW_MILLIS = 10_000;

  boolean allows(CachedAnswer answer) {
    return nowMillis - staleMillis < answer.expiresMillis()
        && answer.createdMillis() <= nowMillis + MAX_SKEW_MILLIS;
  }
}
