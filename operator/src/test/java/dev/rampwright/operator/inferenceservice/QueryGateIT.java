package dev.rampwright.operator.inferenceservice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import dev.rampwright.operator.testing.PrometheusServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ramps that a query decides, against a real API server and a real Prometheus. */
@ExtendWith(ApiServerExtension.class)
class QueryGateIT {
  private static final String CHAT =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: InferenceService
      metadata: {name: chat}
      spec:
        model: {name: smollm2, uri: "pvc://models/smollm2.gguf"}
        engine: {type: LlamaCpp, contextLength: 1024}
        rollout:
          scaleDownDelay: 0s
          steps: [{weight: 10, hold: 0s, maxHold: 2h}, {weight: 100, hold: 0s, maxHold: 2h}]
          gates:
            providerName: cluster
            errorLimit: 2
            metrics:
            - {name: load, query: 'max(load{$selector})', max: "0.9", interval: 1s}
            - {name: ratio, query: 'max(load{$selector}) / max(load{$stable})', max: "0.5", interval: 1s}
      """;

  private static final String NEXT = CHAT.replace("contextLength: 1024", "contextLength: 2048");

  private final ServiceScene scene;
  private final PrometheusServer prometheus;

  QueryGateIT(ApiServer server, @TempDir Path folder) {
    prometheus = new PrometheusServer(folder);
    scene = new ServiceScene(server);
    scene.prometheus(prometheus.provider("cluster"));
  }

  @AfterEach
  void close() {
    scene.close();
    prometheus.close();
  }

  @Test
  void aRevisionWithinTheLimitBecomesStable() {
    String candidate = ramping();

    prometheus.expose(load(candidate), 0.5);

    scene.awaitStatus("promoted", status -> candidate.equals(status.stableRevision()));
    assertThat(requireNonNull(requireNonNull(scene.status().rollout()).verdicts()))
        .extracting(it -> it.name() + " " + it.reason() + " " + it.value())
        .containsExactly("load WithinLimit 0.5", "ratio NothingToCompare null");
  }

  @Test
  void aRevisionBeyondTheLimitIsRolledBackThoughStableIsWorse() {
    String candidate = ramping();

    prometheus.expose(load(candidate), 0.95);

    scene.awaitCondition("Stalled", "True", "RolledBack");
    assertThat(requireNonNull(scene.status().failedRevisions()).getFirst().message())
        .isEqualTo(
            "at 10% (step 1 of 2): gate load: the query answers 0.95, 3 of the last 3 answers beyond"
                + " the limit, limit max 0.9");
  }

  @Test
  void withoutSeriesAndWithoutAServerTheShareStaysUntilThereIsANumber() {
    String candidate = ramping();
    scene.awaitStatus("no series", status -> reasonOfLoad(status).equals("NoData"));
    prometheus.expose(load(candidate), Double.NaN);
    scene.awaitStatus("NaN", status -> reasonOfLoad(status).equals("NoData"));

    prometheus.stop();
    scene.awaitCondition("RolloutHealthy", "False", "MetricSourceFailing");
    assertThat(requireNonNull(scene.condition("RolloutHealthy").orElseThrow().getMessage()))
        .contains("no connection");
    scene.awaitState("Ramping", 10);
    assertThat(scene.eventsWith("the share stays")).containsExactly("Warning/MetricSourceFailing");

    prometheus.expose(load(candidate), 0.5);
    prometheus.start();
    scene.awaitStatus("promoted", status -> candidate.equals(status.stableRevision()));
    assertThat(scene.eventsWith("answered again")).containsExactly("Normal/MetricSourceAnswers");
  }

  private static String reasonOfLoad(InferenceServiceStatus status) {
    var verdicts = requireNonNull(status.rollout()).verdicts();
    return verdicts == null ? "" : verdicts.getFirst().reason();
  }

  /** Until there is a number of the candidate nothing is decided. */
  private String ramping() {
    scene.apply(CHAT);
    scene.startOperator();
    scene.awaitCondition("Progressing", "False", "RolloutIdle");
    String stable = requireNonNull(scene.status().stableRevision());
    prometheus.expose(load(stable), 5);
    scene.apply(NEXT);
    scene.awaitState("Ramping", 10);
    return requireNonNull(scene.status().candidateRevision());
  }

  private String load(String revision) {
    return "load{namespace=\"%s\",pod=\"chat-%s-0\"}".formatted(scene.namespace, revision);
  }
}
