package dev.rampwright.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReconcileMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicBoolean leading = new AtomicBoolean();
  private final ReconcileMetrics metrics = new ReconcileMetrics(registry, leading::get);

  @Test
  void reconcilesAreCountedByKindAndOutcome() throws Exception {
    assertThat(metrics.timeControllerExecution(execution(false))).isEqualTo("done");
    assertThatThrownBy(() -> metrics.timeControllerExecution(execution(true)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(count("succeeded")).isEqualTo(1);
    assertThat(count("failed")).isEqualTo(1);
  }

  @Test
  void theGaugeFollowsLeadership() {
    assertThat(registry.get(ReconcileMetrics.LEADER).gauge().value()).isZero();
    leading.set(true);
    assertThat(registry.get(ReconcileMetrics.LEADER).gauge().value()).isEqualTo(1);
  }

  @Test
  void thePageOfMetricsNamesThem() {
    assertThat(Path.of("../docs/metrics.md"))
        .content()
        .contains(inPrometheus(ReconcileMetrics.RECONCILE) + "_seconds`")
        .contains(inPrometheus(ReconcileMetrics.RETRIES) + "_total`")
        .contains(inPrometheus(ReconcileMetrics.LEADER) + "`");
  }

  private static String inPrometheus(String name) {
    return "`" + name.replace('.', '_');
  }

  private long count(String outcome) {
    return registry
        .get(ReconcileMetrics.RECONCILE)
        .tags("kind", "TokenCache", "outcome", outcome)
        .timer()
        .count();
  }

  private static ControllerExecution<String> execution(boolean fails) {
    return new ControllerExecution<>() {
      @Override
      public String name() {
        return "reconcile";
      }

      @Override
      public String controllerName() {
        return "tokencache";
      }

      @Override
      public String successTypeName(String result) {
        return result;
      }

      @Override
      public ResourceID resourceID() {
        return new ResourceID("agents", "default");
      }

      @Override
      public Map<String, Object> metadata() {
        return Map.of(
            Constants.RESOURCE_GVK_KEY,
            new GroupVersionKind("rampwright.dev", "v1alpha1", "TokenCache"));
      }

      @Override
      public String execute() {
        if (fails) {
          throw new IllegalStateException("no");
        }
        return "done";
      }
    };
  }
}
