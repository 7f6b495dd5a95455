package dev.rampwright.operator.inferenceservice.bench;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.operator.inferenceservice.FakeNode;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How long one pass takes with a hundred services, by the operator's own timer: first a fifth of
 * them in a step, then all of them at rest. The API server is real, sidecars are played.
 */
@ExtendWith(ApiServerExtension.class)
class ReconcileBench {
  private static final int SERVICES = 100;
  private static final int RAMPING = 20;
  private static final int MOST_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long SECONDS = Long.getLong("rampwright.bench.seconds", 60);

  private final KubernetesClient client;
  private final ApiServer server;
  private final String namespace;

  ReconcileBench(ApiServer server) {
    this.server = server;
    this.client = server.client();
    this.namespace = server.newNamespace();
  }

  @Test
  void aHundredServices() throws InterruptedException {
    Figures figures = new Figures();
    try (FakeNode node = FakeNode.stepping(client, namespace);
        Statuses statuses = new Statuses(client, namespace);
        TimedOperator operator = TimedOperator.start(server, namespace)) {
      IntStream.range(0, SERVICES).forEach(it -> apply(it, 1024));
      await(node, statuses, SERVICES, ReconcileBench::isAtRest);
      IntStream.range(0, RAMPING).forEach(it -> apply(it, 2048));
      await(node, statuses, RAMPING, ReconcileBench::isInAStep);
      // A JVM compiles what it does often: it has been at work for a while before it is timed.
      TimeUnit.SECONDS.sleep(SECONDS);
      measure(operator, figures, "%d of them in a step".formatted(RAMPING));
      IntStream.range(0, RAMPING).forEach(it -> apply(it, 1024));
      await(node, statuses, SERVICES, ReconcileBench::isAtRest);
      measure(operator, figures, "all at rest");
    }
  }

  /** For a minute nothing happens but passes: no node, no other clients. */
  private static void measure(TimedOperator operator, Figures figures, String when)
      throws InterruptedException {
    operator.forget();
    long before = processorNanos();
    TimeUnit.SECONDS.sleep(SECONDS);
    double processorMillis = (processorNanos() - before) / 1e6;
    String what = "reconcile, %d services, %s, ".formatted(SERVICES, when);
    figures.add(what + "passes", operator.passes());
    figures.add(what + "p50", operator.quantileMillis(TimedOperator.MEDIAN), "ms");
    figures.add(what + "p99", operator.quantileMillis(TimedOperator.HIGH), "ms", MOST_MILLIS);
    figures.add(what + "most", operator.longestMillis(), "ms");
    figures.add(
        what + "processor time a pass, informers and played sidecars included",
        processorMillis / operator.passes(),
        "ms");
  }

  /** Of this JVM; unlike a time by the clock it does not grow with what else runs. */
  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static void await(
      FakeNode node, Statuses statuses, int services, Predicate<InferenceServiceStatus> holds) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              node.step();
              return statuses.count(holds) >= services;
            });
  }

  private static boolean isAtRest(InferenceServiceStatus status) {
    return Statuses.is("Idle").test(status) && Statuses.isAcknowledged(status);
  }

  private static boolean isInAStep(InferenceServiceStatus status) {
    return Statuses.is("Ramping").test(status)
        && Statuses.isAcknowledged(status)
        && requireNonNull(status.rollout()).stepStartedAt() != null;
  }

  private void apply(int number, int contextLength) {
    InferenceService asked =
        Serialization.unmarshal(manifest(number, contextLength), InferenceService.class);
    client.resource(asked).fieldManager("a-user").forceConflicts().serverSideApply();
  }

  private String manifest(int number, int contextLength) {
    return """
        apiVersion: rampwright.dev/v1alpha1
        kind: InferenceService
        metadata: {name: chat-%d, namespace: %s}
        spec:
          model: {name: smollm2, uri: "pvc://models/smollm2.gguf"}
          engine: {type: LlamaCpp, contextLength: %d}
          rollout:
            steps: [{weight: 10, hold: 2h}, {weight: 100, hold: 2h}]
            gates:
              metrics:
              - {name: errors, metric: ErrorRate, max: "0.05", vsStable: {maxDelta: "0.02"}}
              - {name: ttft, metric: Ttft, quantile: "0.95", vsStable: {maxRatio: "1.25"}}
        """
        .formatted(number, namespace, contextLength);
  }
}
