package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.SidecarStats;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what each sidecar instance last counted in the epoch in force, so that a pod that
 * restarts or goes takes no evidence with it. After a restart of the operator only the living are
 * known, which makes a gate wait longer, never pass sooner.
 */
public final class OutcomeLedger {
  private static final int MAX_SERVICES = 4096;

  private final Map<String, Page> pages = new LinkedHashMap<>();

  private record Page(long epoch, Map<String, SidecarStats> byInstance) {}

  /**
   * Takes down what the sidecars say, and sums up the epoch.
   *
   * @param service the service's UID
   * @param epoch the one in force; others' counters are ignored
   * @param stats of the pods that split the traffic
   */
  public synchronized EpochOutcomes sum(
      String service, long epoch, Collection<SidecarStats> stats) {
    Page page = pages.remove(service);
    if (page == null || page.epoch() != epoch) {
      page = new Page(epoch, new LinkedHashMap<>());
    }
    for (SidecarStats one : stats) {
      if (one.epoch() == epoch) {
        page.byInstance().put(one.instance(), one);
      }
    }
    pages.put(service, page);
    if (pages.size() > MAX_SERVICES) {
      pages.remove(pages.keySet().iterator().next());
    }
    return page.byInstance().values().stream()
        .map(one -> new EpochOutcomes(one.local(), one.candidate()))
        .reduce(
            EpochOutcomes.NONE,
            (a, b) ->
                new EpochOutcomes(a.stable().plus(b.stable()), a.candidate().plus(b.candidate())));
  }
}
