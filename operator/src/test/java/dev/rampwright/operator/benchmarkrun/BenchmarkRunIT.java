package dev.rampwright.operator.benchmarkrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.RunState;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.Verdict;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.operator.kube.Owners;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import dev.rampwright.operator.testing.OperatorUnderTest;
import dev.rampwright.operator.testing.TestSettings;
import dev.rampwright.operator.testing.Versions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServerExtension.class)
class BenchmarkRunIT {
  private static final List<Class<? extends HasMetadata>> OWNED =
      List.of(
          ConfigMap.class,
          Job.class,
          ServiceAccount.class,
          Role.class,
          RoleBinding.class,
          NetworkPolicy.class);

  private final ApiServer server;
  private final KubernetesClient client;
  private RunScene scene;

  BenchmarkRunIT(ApiServer server) {
    this.server = server;
    this.client = server.client();
    this.scene = new RunScene(server, "unused");
  }

  @BeforeEach
  void freshNamespace() {
    scene = new RunScene(server, server.newNamespace());
  }

  @Test
  void waitsForItsTargetAndThenOwnsAllItNeeds() {
    scene.applyRun();
    try (OperatorUnderTest operator = start(false)) {
      await().until(() -> scene.reason("Complete").equals("TargetNotFound"));
      scene.applyService();
      await().until(() -> scene.reason("Complete").equals("TargetNotReady"));
      scene.makeServiceReady();

      scene.awaitJob();

      assertThat(Versions.of(client, scene.namespace(), OWNED))
          .containsKeys(
              "ConfigMap/smoke-bench",
              "ConfigMap/smoke-report",
              "Job/smoke-bench",
              "ServiceAccount/smoke-bench",
              "Role/smoke-bench",
              "RoleBinding/smoke-bench",
              "NetworkPolicy/smoke-bench");
      assertThat(Owners.isControlledBy(scene.job(), scene.run())).isTrue();
      assertThat(scene.specJson())
          .contains("\"url\":\"http://chat.%s.svc\"".formatted(scene.namespace()))
          .contains("\"limit\":0.5");
      operator.awaitReconciles(3);
    }
  }

  @Test
  void waitsForItsKeyWhichStandsNowhereButInTheSecret() {
    String key = "key-of-the-benchmark-0123456789";
    scene.beginAsking();
    scene.applyRunWithKey();
    try (OperatorUnderTest operator = start(false)) {
      await().until(() -> scene.reason("Complete").equals("ApiKeyMissing"));
      assertThat(scene.status().message())
          .isEqualTo(
              "there is no Secret keys with the label rampwright.dev/use=inference in the run's"
                  + " namespace; create or label it");

      scene.secret(Map.of(), Map.of("bench", key));
      operator.awaitReconciles(operator.reconciles() + 1);
      assertThat(scene.reason("Complete")).as("without the label").isEqualTo("ApiKeyMissing");

      scene.secret(Map.of("rampwright.dev/use", "inference"), Map.of("alice", key));
      await()
          .untilAsserted(
              () -> assertThat(scene.status().message()).contains("has no data key bench"));

      scene.secret(Map.of("rampwright.dev/use", "inference"), Map.of("bench", key));
      scene.awaitJob();
    }
    assertThat(scene.specJson()).contains("\"apiKeyFile\":\"/etc/rampwright/bench-key/api-key\"");
    assertThat(scene.job().getSpec().getTemplate().getSpec().getVolumes())
        .extracting(Volume::getSecret)
        .filteredOn(Objects::nonNull)
        .singleElement()
        .satisfies(
            mounted -> {
              assertThat(mounted.getSecretName()).isEqualTo("keys");
              assertThat(mounted.getItems()).extracting(KeyToPath::getKey).containsExactly("bench");
            });
    assertThat(scene.written()).doesNotContain(key);
  }

  @Test
  void aRunWithoutTheKeyThatItsTargetAsksForEndsAtOnce() {
    scene.beginAsking();
    scene.applyRun();
    try (OperatorUnderTest operator = start(false)) {
      await().until(() -> scene.state() == RunState.Failed);
      operator.awaitReconciles(1);
    }
    assertThat(scene.reason("Failed")).isEqualTo("ApiKeyMissing");
    assertThat(scene.status().message()).contains("name one in target.apiKeySecretKeyRef");
    assertThat(Versions.of(client, scene.namespace(), List.of(Job.class))).isEmpty();
  }

  @Test
  void theReportBecomesTheStatusAndOutlivesTheJob() {
    scene.begin();
    try (OperatorUnderTest operator = start(false)) {
      scene.awaitJob();
      operator.awaitReconciles(1);

      scene.report(Phase.RUNNING, 40);
      await().until(() -> scene.state() == RunState.Running);
      assertThat(scene.status().progressPercent()).isEqualTo(40);
      assertThat(scene.condition("Reconciling")).isPresent();

      scene.report(Phase.COMPLETE, 100);
      await().until(() -> scene.state() == RunState.Complete);
      scene.deleteJob();
    }
    assertThat(scene.status().verdict()).isEqualTo(Verdict.Pass);
    assertThat(scene.status().ttftP95()).isEqualTo("182ms");
    assertThat(scene.status().outputTokensPerSecond()).isEqualTo("31.5");
    assertThat(scene.condition("Reconciling")).isEmpty();
    assertThat(scene.reason("Complete")).isEqualTo("BenchmarkComplete");
  }

  @Test
  void aFinishedRunNeverRunsAgain() {
    scene.begin();
    try (OperatorUnderTest operator = start(false)) {
      scene.awaitJob();
      scene.report(Phase.COMPLETE, 100);
      await().until(() -> scene.state() == RunState.Complete);
      operator.awaitReconciles(2);
    }
    scene.deleteJob();
    scene.deleteReport();
    String version = scene.run().getMetadata().getResourceVersion();
    Map<String, String> versions = Versions.of(client, scene.namespace(), OWNED);

    try (OperatorUnderTest restarted = start(false)) {
      restarted.awaitReconciles(1);
    }

    assertThat(scene.run().getMetadata().getResourceVersion()).isEqualTo(version);
    assertThat(Versions.of(client, scene.namespace(), OWNED))
        .isEqualTo(versions)
        .doesNotContainKey("Job/smoke-bench");
  }

  @Test
  void aRestartedOperatorWritesNothingWhileTheRunGoesOn() {
    scene.begin();
    try (OperatorUnderTest first = start(false)) {
      scene.awaitJob();
      scene.report(Phase.RUNNING, 10);
      await().until(() -> scene.state() == RunState.Running);
      first.awaitReconciles(2);
    }
    String version = scene.run().getMetadata().getResourceVersion();
    Map<String, String> versions = Versions.of(client, scene.namespace(), OWNED);

    try (OperatorUnderTest second = start(false)) {
      second.awaitReconciles(1);
    }

    assertThat(scene.run().getMetadata().getResourceVersion()).isEqualTo(version);
    assertThat(Versions.of(client, scene.namespace(), OWNED)).isEqualTo(versions);
  }

  @Test
  void aDeadPodWithoutAFinalReportFailsWithItsOwnWords() {
    scene.begin();
    try (OperatorUnderTest operator = start(false)) {
      scene.awaitJob();
      scene.report(Phase.RUNNING, 40);
      await().until(() -> scene.state() == RunState.Running);

      scene.failPod("OutOfMemoryError: Java heap space");
      scene.failJob();

      await().until(() -> scene.state() == RunState.Failed);
      operator.awaitReconciles(2);
    }
    assertThat(scene.reason("Failed")).isEqualTo("PodFailed");
    assertThat(scene.status().message()).contains("OutOfMemoryError: Java heap space");
    assertThat(scene.status().verdict()).isNull();
    assertThat(scene.status().requests()).isNotNull();
  }

  @Test
  void anInvalidMeasurementFailsWithoutAVerdict() {
    scene.begin();
    try (OperatorUnderTest operator = start(false)) {
      scene.awaitJob();
      scene.report(Phase.INVALID, 100);
      await().until(() -> scene.state() == RunState.Failed);
      operator.awaitReconciles(2);
    }
    assertThat(scene.reason("Failed")).isEqualTo("Invalid");
    assertThat(scene.status().verdict()).isNull();
  }

  @Test
  void aUrlIsRefusedUnlessTheChartAllowsIt() {
    scene.applyUrlRun();
    try (OperatorUnderTest operator = start(false)) {
      await().until(() -> scene.state() == RunState.Failed);
      operator.awaitReconciles(1);
    }
    assertThat(scene.reason("Failed")).isEqualTo("UrlTargetsNotAllowed");
    assertThat(Versions.of(client, scene.namespace(), List.of(Job.class))).isEmpty();
  }

  @Test
  void aUrlIsLoadedWhereTheChartAllowsIt() {
    scene.applyUrlRun();
    try (OperatorUnderTest operator = start(true)) {
      scene.awaitJob();
      operator.awaitReconciles(1);
    }
    assertThat(scene.specJson()).contains("\"url\":\"http://example.com:8000\"");
  }

  @Test
  void thePodMayPatchItsOwnReportAndNothingElse() {
    scene.begin();
    try (OperatorUnderTest operator = start(false)) {
      scene.awaitJob();
      operator.awaitReconciles(1);
    }
    try (KubernetesClient pod = server.clientOf(scene.namespace(), "smoke-bench")) {
      scene.report(pod, Phase.RUNNING, 5);

      assertForbidden(() -> scene.patch(pod, "smoke-bench"));
      assertForbidden(() -> pod.configMaps().inNamespace(scene.namespace()).list());
      assertForbidden(() -> scene.configMap(pod, "smoke-report").delete());
      assertForbidden(() -> pod.secrets().inNamespace(scene.namespace()).withName("x").get());
      assertForbidden(() -> scene.configMap(pod, "kube-root-ca.crt").get());
    }
  }

  private static void assertForbidden(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
  }

  private OperatorUnderTest start(boolean urlTargets) {
    return OperatorUnderTest.start(
        client,
        scene.namespace(),
        new BenchmarkRunReconciler(
            client, TestSettings.withUrlTargets(urlTargets), Clock.systemUTC()));
  }
}
