package dev.rampwright.operator.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Counts and times reconciliations: {@code rampwright_operator_reconcile_seconds} by kind and
 * outcome, {@code rampwright_operator_reconcile_retries_total} by kind, and {@code
 * rampwright_operator_leader}, 1 in the pod that leads.
 */
public final class ReconcileMetrics implements Metrics {
  static final String RECONCILE = "rampwright.operator.reconcile";
  static final String RETRIES = "rampwright.operator.reconcile.retries";
  static final String LEADER = "rampwright.operator.leader";

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;

  public ReconcileMetrics(MeterRegistry registry, BooleanSupplier leading) {
    this.registry = registry;
    Gauge.builder(LEADER, leading, supplier -> supplier.getAsBoolean() ? 1 : 0)
        .description("1 in the pod that leads, 0 in the others")
        .strongReference(true)
        .register(registry);
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    Timer.Sample sample = Timer.start(registry);
    String outcome = "failed";
    try {
      T result = execution.execute();
      outcome = "succeeded";
      return result;
    } finally {
      sample.stop(
          Timer.builder(RECONCILE)
              .description("Reconciliations and how long they took")
              .tag("kind", kind(execution.metadata()))
              .tag("outcome", outcome)
              .serviceLevelObjectives(BUCKETS)
              .register(registry));
    }
  }

  @Override
  public void reconciliationFailed(
      HasMetadata resource,
      RetryInfo retryInfo,
      Exception exception,
      Map<String, Object> metadata) {
    registry.counter(RETRIES, "kind", resource.getKind()).increment();
  }

  private static String kind(Map<String, Object> metadata) {
    return metadata.get(Constants.RESOURCE_GVK_KEY) instanceof GroupVersionKind gvk
        ? gvk.getKind()
        : "unknown";
  }
}
