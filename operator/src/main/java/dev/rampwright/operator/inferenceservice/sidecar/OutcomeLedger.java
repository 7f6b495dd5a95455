package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.operator.inferenceservice.sidecar.Count.Detail;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what each sidecar instance last counted in the epoch in force, so that a pod that
 * restarts or goes takes no evidence with it. After a restart of the operator only the living are
 * known, and a window begins anew, which makes a gate wait longer, never pass sooner.
 */
public final class OutcomeLedger {
  private static final int MAX_SERVICES = 4096;

  private final Map<String, Page> pages = new LinkedHashMap<>();

  /**
   * Whose counters, and how many of them.
   *
   * @param service the service's UID
   * @param epoch the one in force; others' counters are ignored
   * @param window how far back evidence counts; empty: since the epoch began
   */
  public record Scope(String service, long epoch, Optional<Duration> window) {}

  /**
   * Takes down what the sidecars say, and sums up the epoch.
   *
   * @param scope of the sum
   * @param counts of the pods that count
   * @param detail how much of them is read now
   * @param now the time of these statistics
   */
  public synchronized EpochOutcomes sum(
      Scope scope, Collection<Count> counts, Detail detail, Instant now) {
    Page page = pages.remove(scope.service());
    if (page == null || !page.scope().equals(scope)) {
      page = new Page(scope);
    }
    for (Count one : counts) {
      if (one.stats().core().epoch() == scope.epoch()) {
        page.note(one, detail);
      }
    }
    pages.put(scope.service(), page);
    if (pages.size() > MAX_SERVICES) {
      pages.remove(pages.keySet().iterator().next());
    }
    return page.sum(now);
  }
}
