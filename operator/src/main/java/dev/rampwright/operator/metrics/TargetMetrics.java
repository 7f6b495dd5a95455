package dev.rampwright.operator.metrics;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetState;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows which targets of its profile each TokenCache meets: {@code
 * rampwright_operator_tokencache_target_met}, 1 or 0. A target that is not judged has no series.
 */
public final class TargetMetrics implements Metrics {
  static final String MET = "rampwright.operator.tokencache.target.met";

  /** Where {@code namespace} would be taken for the operator's own, as scrapers call it. */
  private static final String NAMESPACE = "tokencache_namespace";

  private final MultiGauge gauge;
  private volatile Map<Series, Boolean> met = Map.of();

  public TargetMetrics(MeterRegistry registry) {
    this.gauge =
        MultiGauge.builder(MET)
            .description("1 while a TokenCache meets a target of its profile, 0 while it misses it")
            .register(registry);
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

  private void replace(ResourceID cache, List<TargetStatus> targets) {
    Map<Series, Boolean> next = new HashMap<>(met);
    next.keySet().removeIf(series -> series.cache.equals(cache));
    targets.stream()
        .filter(target -> target.state() != TargetState.NotMeasured)
        .forEach(
            target ->
                next.put(new Series(cache, target.name()), target.state() == TargetState.Met));
    met = Map.copyOf(next);
    // Those that were there before stay as they are and read the new value: no scrape misses them.
    gauge.register(next.keySet().stream().map(this::row).toList());
  }

  private Row<Series> row(Series series) {
    return Row.of(
        Tags.of(
            NAMESPACE,
            series.cache.getNamespace().orElse(""),
            "tokencache",
            series.cache.getName(),
            "target",
            series.target),
        series,
        this::value);
  }

  private double value(Series series) {
    Boolean now = met.get(series);
    return now == null ? Double.NaN : now ? 1 : 0;
  }

  private record Series(ResourceID cache, String target) {}
}
