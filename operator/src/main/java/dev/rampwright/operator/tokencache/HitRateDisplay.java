package dev.rampwright.operator.tokencache;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which hit rate to show: a new value at most once a minute, and the last one for as long
 * as nothing is looked up.
 */
final class HitRateDisplay {
  static final Duration INTERVAL = Duration.ofMinutes(1);

  /** When each cache's value last changed, by UID; older entries have no effect and go. */
  private final Map<String, Instant> changedAt = new ConcurrentHashMap<>();

  /**
   * The value to show now.
   *
   * @param uid of the TokenCache
   * @param shown what its status shows
   * @param measured now
   */
  Optional<String> choose(
      String uid, Optional<String> shown, Optional<String> measured, Instant now) {
    changedAt.values().removeIf(time -> !time.plus(INTERVAL).isAfter(now));
    if (measured.isEmpty() || measured.equals(shown) || changedAt.containsKey(uid)) {
      return shown;
    }
    changedAt.put(uid, now);
    return measured;
  }
}
