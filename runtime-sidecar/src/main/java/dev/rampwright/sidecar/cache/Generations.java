package dev.rampwright.sidecar.cache;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How late each namespace and each model was invalidated: a number that only rises, in milliseconds
 * since 1970 where clocks allow. Entries are kept under the numbers in force, so that raising one
 * puts all earlier entries out of reach at once. Lives on the event loop.
 */
final class Generations {
  private final InstantSource clock;
  private final Map<String, Long> known = new HashMap<>();

  Generations(InstantSource clock) {
    this.clock = clock;
  }

  /** 0 for what was never invalidated. */
  long of(String scope) {
    return known.getOrDefault(scope, 0L);
  }

  /** Invalidates; returns the number that is in force from now on. */
  long raise(String scope) {
    long next = Math.max(of(scope) + 1, clock.millis());
    known.put(scope, next);
    return next;
  }

  /** Others have invalidated, too. */
  void learn(Map<String, Long> others) {
    others.forEach((scope, generation) -> known.merge(scope, generation, Math::max));
  }

  /** What is known here and not there, such as after the store has lost it. */
  Map<String, Long> aheadOf(Map<String, Long> others) {
    Map<String, Long> ahead = new HashMap<>();
    known.forEach(
        (scope, generation) -> {
          if (generation > others.getOrDefault(scope, 0L)) {
            ahead.put(scope, generation);
          }
        });
    return ahead;
  }

  /** Scopes have other names from now on. */
  void forget() {
    known.clear();
  }

  int size() {
    return known.size();
  }
}
