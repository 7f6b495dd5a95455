package dev.rampwright.sidecar.slots.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which saved slots go when there are too many: always one of the tenant that holds most, so that
 * none can push the others out; of its own the one that was not used for the longest time.
 */
public final class Eviction {
  private Eviction() {}

  /**
   * Something kept.
   *
   * @param what it is
   * @param tenant whose
   * @param bytes its length
   * @param used when it was used last
   */
  public record Kept<T>(T what, String tenant, long bytes, Instant used) {}

  /** Those that must go so that the others are no longer than the bound together. */
  public static <T> List<T> victims(List<Kept<T>> all, long maxBytes) {
    List<Kept<T>> oldestFirst = new ArrayList<>(all);
    oldestFirst.sort(Comparator.comparing(Kept::used));
    Map<String, Long> held = new HashMap<>();
    all.forEach(kept -> held.merge(kept.tenant(), kept.bytes(), Long::sum));
    long total = held.values().stream().mapToLong(Long::longValue).sum();
    List<T> victims = new ArrayList<>();
    while (total > Math.max(0, maxBytes)) {
      String most =
          held.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      Kept<T> victim =
          oldestFirst.stream().filter(kept -> kept.tenant().equals(most)).findFirst().orElseThrow();
      oldestFirst.remove(victim);
      held.merge(most, -victim.bytes(), Long::sum);
      total -= victim.bytes();
      victims.add(victim.what());
    }
    return victims;
  }
}
