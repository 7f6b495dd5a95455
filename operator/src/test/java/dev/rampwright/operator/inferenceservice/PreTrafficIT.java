package dev.rampwright.operator.inferenceservice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.RevisionChoice;
import dev.rampwright.api.common.SecretKeyRef;
import dev.rampwright.operator.kube.Owners;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The benchmark before traffic against a real API server; the test plays the BenchmarkRun. */
@ExtendWith(ApiServerExtension.class)
class PreTrafficIT {
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
          steps: [{weight: 100, hold: 0s}]
          preTraffic:
            timeout: 10m
            benchmark:
              load: {requestRate: 2/s, duration: 30s}
              criteria: [{name: ttft-p95, metric: Ttft, quantile: "0.95", target: 500ms}]
          gates:
            sample: {minRequests: 60}
            metrics: [{name: errors, metric: ErrorRate, max: "0.05"}]
      """;

  private static final String NEXT = CHAT.replace("contextLength: 1024", "contextLength: 2048");

  private static final String BENCH_KEY = "key-of-the-benchmark-0123456789";

  private final ServiceScene scene;

  PreTrafficIT(ApiServer server) {
    scene = new ServiceScene(server);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void onlyAPassedBenchmarkLetsTrafficThrough() {
    String stable = proving();
    BenchmarkRun run = scene.runs().getFirst();
    String candidate = requireNonNull(scene.status().candidateRevision());

    assertThat(Owners.isControlledBy(run, scene.service())).isTrue();
    var target = requireNonNull(run.getSpec().target().inferenceServiceRef());
    assertThat(target.revision()).isEqualTo(RevisionChoice.Candidate);
    assertThat(run.getMetadata().getName()).startsWith("chat-" + candidate).endsWith("-pre");
    assertThat(scene.node.weightsTakenBy("chat-" + stable)).containsOnly(0);

    scene.runIs(run, "{state: Complete, verdict: Pass, ttftP95: 182ms, message: good}");

    scene.awaitStatus("promoted", status -> candidate.equals(status.stableRevision()));
    var shown = requireNonNull(scene.status().benchmark());
    assertThat(shown.run()).isEqualTo(run.getMetadata().getName());
    assertThat(shown.verdict()).isEqualTo("Pass");
    assertThat(shown.ttftP95()).isEqualTo("182ms");
    assertThat(scene.runs()).hasSize(1);
  }

  @Test
  void theRunOfAServiceThatAsksForKeysHasOne() {
    scene.secret("keys", Map.of("alice", "key-of-alice-0123456789", "bench", BENCH_KEY));
    scene.apply(asking(CHAT));
    scene.startOperator();
    scene.awaitCondition("AuthReady", "True", "AuthReady");
    scene.awaitCondition("Progressing", "False", "RolloutIdle");
    scene.apply(asking(NEXT));
    await().until(() -> scene.runs().size() == 1);
    BenchmarkRun run = scene.runs().getFirst();

    assertThat(run.getSpec().target().apiKeySecretKeyRef())
        .isEqualTo(new SecretKeyRef("keys", "bench"));
    assertThat(Serialization.asYaml(run) + Serialization.asYaml(scene.service()))
        .doesNotContain(BENCH_KEY);

    scene.runIs(run, "{state: Complete, verdict: Pass, message: good}");
    scene.awaitStatus(
        "promoted", status -> run.getMetadata().getName().contains(status.stableRevision() + "-"));
  }

  private static String asking(String manifest) {
    return manifest
        .replace(
            "  rollout:\n",
            "  serving: {auth: {type: ApiKeys, apiKeys: {secretRef: {name: keys}}}}\n  rollout:\n")
        .replace(
            "      timeout: 10m\n",
            "      timeout: 10m\n      apiKeySecretKeyRef: {name: keys, key: bench}\n");
  }

  @Test
  void aFailedBenchmarkRollsBackAndARetryBenchmarksAgain() {
    String stable = proving();
    BenchmarkRun run = scene.runs().getFirst();
    String candidate = requireNonNull(scene.status().candidateRevision());

    scene.runIs(
        run,
        """
        {state: Complete, verdict: Fail, message: m, criteria: [{name: ttft-p95, value: 812ms,
        limit: 500ms, verdict: Fail, message: too slow}]}
        """);

    scene.awaitCondition("Stalled", "True", "RolledBack");
    var failed = requireNonNull(scene.status().failedRevisions()).getFirst();
    assertThat(failed.reason()).isEqualTo("BenchmarkFailed");
    assertThat(failed.message()).endsWith("criterion ttft-p95 is 812ms, limit 500ms");
    assertThat(scene.node.weightsTakenBy("chat-" + stable)).containsOnly(0);

    scene.command("retry/" + candidate + "/again");
    await().until(() -> scene.runs().size() == 2);
  }

  @Test
  void aRestartedOperatorFindsTheRunAndMakesNoOther() {
    proving();
    List<BenchmarkRun> before = scene.runs();

    scene.stopOperator();
    scene.startOperator();
    scene.command("pause/0badcafe/look");
    scene.awaitStatus("looked again", status -> status.handledCommands() != null);

    assertThat(scene.runs())
        .extracting(run -> run.getMetadata().getUid())
        .containsExactly(before.getFirst().getMetadata().getUid());
  }

  @Test
  void aRunThatNobodyWaitsForIsStopped() {
    proving();

    scene.apply(CHAT);

    await().until(() -> scene.runs().isEmpty());
    scene.awaitCondition("Progressing", "False", "RolloutIdle");
  }

  private String proving() {
    scene.apply(CHAT);
    scene.startOperator();
    scene.awaitCondition("Progressing", "False", "RolloutIdle");
    String stable = requireNonNull(scene.status().stableRevision());
    scene.apply(NEXT);
    await().until(() -> scene.runs().size() == 1);
    scene.awaitState("Proving", 0);
    return stable;
  }
}
