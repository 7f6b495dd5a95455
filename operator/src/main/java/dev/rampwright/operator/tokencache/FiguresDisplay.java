package dev.rampwright.operator.tokencache;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which figures to show: new ones at most once a minute.
 *
 * @param <T> compared by {@code equals}
 */
final class FiguresDisplay<T> {
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
  T choose(String uid, T shown, T measured, Instant now) {
    changedAt.values().removeIf(time -> !time.plus(INTERVAL).isAfter(now));
    if (measured.equals(shown) || changedAt.containsKey(uid)) {
      return shown;
    }
    changedAt.put(uid, now);
    return measured;
  }
}
