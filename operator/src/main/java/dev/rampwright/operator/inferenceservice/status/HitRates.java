package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The hit rate to show: two decimals, a new value at most once a minute, and the last one for as
 * long as nothing is looked up.
 */
public final class HitRates {
  static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int MAX_SERVICES = 4096;

  private final Map<String, Instant> shownAt = new ConcurrentHashMap<>();

  /** The rate for this pass. */
  public Optional<String> toShow(Gathered seen) {
    Optional<String> shown = shown(seen.service().getStatus());
    Optional<String> measured = measured(seen);
    if (measured.isEmpty() || measured.equals(shown)) {
      return shown;
    }
    Instant last = shownAt.getOrDefault(seen.identity().uid(), Instant.EPOCH);
    if (shown.isPresent() && Duration.between(last, seen.now()).compareTo(INTERVAL) < 0) {
      return shown;
    }
    if (shownAt.size() >= MAX_SERVICES) {
      shownAt.clear();
    }
    shownAt.put(seen.identity().uid(), seen.now());
    return measured;
  }

  private static Optional<String> measured(Gathered seen) {
    CacheCounters counters =
        seen.pods().stream()
            .flatMap(pod -> pod.stats().stream())
            .map(stats -> stats.core().cache())
            .reduce(CacheCounters.NONE, CacheCounters::plus);
    long lookups = counters.hits() + counters.misses();
    return lookups == 0
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "%.2f", (double) counters.hits() / lookups));
  }

  private static Optional<String> shown(@Nullable InferenceServiceStatus status) {
    return status == null || status.cache() == null
        ? Optional.empty()
        : Optional.ofNullable(status.cache().hitRate());
  }
}
