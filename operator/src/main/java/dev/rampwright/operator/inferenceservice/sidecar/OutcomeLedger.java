package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.SidecarStats.ErrorClass;
import dev.rampwright.contracts.SidecarStats.Outcomes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

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
                new EpochOutcomes(
                    plus(a.stable(), b.stable()), plus(a.candidate(), b.candidate())));
  }

  /** The counters only: no gate reads the samples yet, and their histograms are text. */
  private static Outcomes plus(Outcomes one, Outcomes other) {
    Map<ErrorClass, Long> errors = new TreeMap<>(one.errors());
    other.errors().forEach((error, count) -> errors.merge(error, count, Long::sum));
    return new Outcomes(
        one.started() + other.started(), one.finished() + other.finished(), errors);
  }
}
