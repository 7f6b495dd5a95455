package dev.rampwright.sidecar.cache.policy;

import org.jspecify.annotations.Nullable;

/** The header {@code Cache-Status} (RFC 9211). */
public final class CacheStatus {
  /** The header's name. */
  public static final String HEADER = "Cache-Status";

  private static final String CACHE = "rampwright";
  private static final String OWN_HIT = CACHE + "; hit;";
  private static final String MISS = "miss";
  private static final String COLLAPSED = "collapsed";
  private static final String FORWARDED_MISS = "fwd=" + MISS;

  private CacheStatus() {}

  /**
   * A replay.
   *
   * @param ttlSeconds how long the answer is still fresh; negative: it was replayed although it has
   *     expired
   * @param level where it was found
   */
  public static String hit(long ttlSeconds, String level) {
    return OWN_HIT + " ttl=" + ttlSeconds + "; detail=" + level;
  }

  /** May not be replayed. */
  public static String bypass() {
    return CACHE + "; fwd=bypass";
  }

  /**
   * Forwarded although it may be replayed.
   *
   * @param stored the answer is being kept; it stays only if it ends complete, which nobody can
   *     know when the header leaves
   */
  public static String forwarded(RequestDirectives directives, boolean stored) {
    String reason = directives.mayReplay() ? MISS : "request";
    return CACHE + "; fwd=" + reason + (stored ? "; stored" : "");
  }

  /**
   * Answered together with another request that asked the same, for whose sake it was forwarded.
   */
  public static String collapsed() {
    return CACHE + "; fwd=" + MISS + "; " + COLLAPSED;
  }

  /** What a sidecar says in this header. */
  public static Lookup lookup(@Nullable String header) {
    if (header == null) {
      return Lookup.NONE;
    }
    // Of a replay it is asked twice, and taking the header apart takes a microsecond.
    if (header.startsWith(OWN_HIT)) {
      return Lookup.HIT;
    }
    for (String member : header.split(",", -1)) {
      String[] parts = member.split(";", -1);
      if (parts[0].strip().equals(CACHE)) {
        return lookup(parts);
      }
    }
    return Lookup.NONE;
  }

  private static Lookup lookup(String[] ours) {
    Lookup found = Lookup.NONE;
    for (String part : ours) {
      switch (part.strip()) {
        case "hit", COLLAPSED -> {
          return Lookup.HIT;
        }
        case FORWARDED_MISS -> found = Lookup.MISS;
        default -> {}
      }
    }
    return found;
  }
}
