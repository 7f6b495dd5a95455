package dev.rampwright.sidecar.observe;

import dev.rampwright.sidecar.cache.policy.Tenant;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Which tenants have series of their own: the busiest, as far as that can be told in bounded
 * memory. Weights are kept by the algorithm of Misra and Gries (1982), which never misses a tenant
 * with more than 1/{@value #WATCHED} of the requests, and halved with each look, so that the busy
 * ones of yesterday make room. Between two looks the shown ones stay, for a series that comes and
 * goes is worth little. Lives on the event loop.
 */
final class TopTenants {
  /** Tenants with series of their own. */
  static final int SHOWN = 20;

  /** Tenants whose weight is known. */
  static final int WATCHED = 200;

  /** What all others are summed up as. */
  static final String OTHER = "other";

  private static final long LOOK_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private final Map<String, Long> weights = new HashMap<>();
  private final Map<String, TenantCounts> shown = new TreeMap<>();
  private final TenantCounts others = new TenantCounts();
  private long lookedNanos;

  /**
   * Knows none yet.
   *
   * @param nanos monotonic time
   */
  TopTenants(LongSupplier nanos) {
    this.nanos = nanos;
    this.lookedNanos = nanos.getAsLong();
  }

  /** A request of that tenant has ended; the result is where it counts. */
  TenantCounts counts(Tenant tenant) {
    look();
    weigh(tenant.name());
    TenantCounts own = shown.get(tenant.name());
    if (own != null) {
      return own;
    }
    // A tenant of that name would share its series.
    if (shown.size() >= SHOWN || tenant.name().equals(OTHER)) {
      return others;
    }
    TenantCounts begun = new TenantCounts();
    shown.put(tenant.name(), begun);
    return begun;
  }

  /** All series, by their label; at most {@value #SHOWN} and one more. */
  Map<String, TenantCounts> series() {
    Map<String, TenantCounts> all = new TreeMap<>(shown);
    all.put(OTHER, others);
    return all;
  }

  /** All must lose weight before another one is watched, so that this happens seldom. */
  private void weigh(String tenant) {
    if (weights.size() >= WATCHED && !weights.containsKey(tenant)) {
      long least = Collections.min(weights.values());
      weights.replaceAll((name, weight) -> weight - least);
      weights.values().removeIf(weight -> weight == 0);
    }
    weights.merge(tenant, 1L, Long::sum);
  }

  private void look() {
    long now = nanos.getAsLong();
    if (now - lookedNanos < LOOK_NANOS) {
      return;
    }
    lookedNanos = now;
    Set<String> busiest = busiest();
    shown.keySet().retainAll(busiest);
    busiest.forEach(name -> shown.putIfAbsent(name, new TenantCounts()));
    weights.replaceAll((name, weight) -> weight / 2);
    weights.values().removeIf(weight -> weight == 0);
  }

  /** Among equals those that are shown. */
  private Set<String> busiest() {
    return weights.entrySet().stream()
        .filter(weight -> !weight.getKey().equals(OTHER))
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(weight -> !shown.containsKey(weight.getKey()))
                .thenComparing(Map.Entry::getKey))
        .limit(SHOWN)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
