package dev.rampwright.operator.metrics;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetState;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows which targets of its profile each TokenCache meets: {@code
 * rampwright_operator_tokencache_target_met}, 1 or 0. A target that is not judged has no series.
 */
public final class TargetMetrics implements Metrics {
  static final String MET = "rampwright.operator.tokencache.target.met";

  /** Where {@code namespace} would be taken for the operator's own, as scrapers call it. */
  private static final String NAMESPACE = "tokencache_namespace";

  private final MeterRegistry registry;
  private final Map<ResourceID, Map<String, Series>> shown = new HashMap<>();

  public TargetMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Replaces what is shown of a TokenCache; nothing of it remains if there are none. */
  public synchronized void show(HasMetadata cache, List<TargetStatus> targets) {
    replace(ResourceID.fromResource(cache), targets);
  }

  /** A TokenCache that is gone takes its series along. */
  @Override
  public synchronized void cleanupDone(ResourceID id, Map<String, Object> metadata) {
    if (metadata.get(Constants.RESOURCE_GVK_KEY) instanceof GroupVersionKind gvk
        && gvk.getKind().equals(HasMetadata.getKind(TokenCache.class))) {
      replace(id, List.of());
    }
  }

  /** What is judged again keeps its series, so that no scrape misses it. */
  private void replace(ResourceID cache, List<TargetStatus> targets) {
    Map<String, Boolean> judged =
        targets.stream()
            .filter(target -> target.state() != TargetState.NotMeasured)
            .collect(
                Collectors.toMap(TargetStatus::name, target -> target.state() == TargetState.Met));
    Map<String, Series> all = shown.computeIfAbsent(cache, first -> new HashMap<>());
    all.forEach(
        (target, series) -> {
          if (!judged.containsKey(target)) {
            registry.remove(series.gauge);
          }
        });
    all.keySet().retainAll(judged.keySet());
    judged.forEach(
        (target, met) ->
            all.computeIfAbsent(target, name -> new Series(cache, name, met)).met = met);
    if (all.isEmpty()) {
      shown.remove(cache);
    }
  }

  /** One target's; the registry does not hold what its gauge reads. */
  private final class Series {
    private final Gauge gauge;
    private volatile boolean met;

    private Series(ResourceID cache, String target, boolean met) {
      this.met = met;
      this.gauge =
          Gauge.builder(MET, this, series -> series.met ? 1 : 0)
              .description(
                  "1 while a TokenCache meets a target of its profile, 0 while it misses it")
              .tag(NAMESPACE, cache.getNamespace().orElse(""))
              .tag("tokencache", cache.getName())
              .tag("target", target)
              .register(registry);
    }
  }
}
