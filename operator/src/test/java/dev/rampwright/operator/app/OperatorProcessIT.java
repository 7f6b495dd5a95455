package dev.rampwright.operator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.operator.leader.LeaseTimes;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ApiServerExtension.class)
class OperatorProcessIT {
  private final ApiServer server;
  private final KubernetesClient client;
  private final Path folder;
  private final Path kubeconfig;
  private String namespace = "";

  OperatorProcessIT(ApiServer server, @TempDir Path folder) throws IOException {
    this.server = server;
    this.client = server.client();
    this.folder = folder;
    this.kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(kubeconfig, server.kubeconfig());
  }

  @BeforeEach
  void freshNamespace() {
    namespace = server.newNamespace();
  }

  @Test
  void leadsServesHealthAndMetricsAndLogsJson() throws IOException {
    try (OperatorProcess operator = start(Map.of())) {
      await().until(operator::leads);
      assertThat(operator.get("/q/health/live").status()).isEqualTo(200);
      assertThat(operator.get("/q/health/ready").status()).isEqualTo(200);

      createCache();

      await()
          .until(
              () ->
                  operator
                      .get("/q/metrics")
                      .body()
                      .contains(
                          "rampwright_operator_reconcile_seconds_count{"
                              + "kind=\"TokenCache\",outcome=\"succeeded\"}"));
      assertThat(operator.terminate()).isEqualTo(143);
      assertThat(operator.logLines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(json(line).has("time")).isTrue());
    }
  }

  @Test
  void namesMissingSettingsInOneLineAndEnds() throws IOException {
    try (OperatorProcess operator =
        start(Map.of("POD_NAMESPACE", "", "RAMPWRIGHT_IMAGE_VALKEY", ""))) {
      assertThat(operator.exitCode()).isEqualTo(1);
      assertThat(errors(operator))
          .singleElement()
          .satisfies(
              line ->
                  assertThat(json(line).get("message").asText())
                      .contains("POD_NAMESPACE, RAMPWRIGHT_IMAGE_VALKEY"));
    }
  }

  @Test
  void aFollowerTakesOverFromAKilledLeader() {
    try (OperatorProcess first = start(Map.of())) {
      await().until(first::leads);
      try (OperatorProcess second = start(Map.of())) {
        await().until(() -> second.get("/q/health/ready").status() == 200);
        assertThat(second.leads()).isFalse();

        first.kill();

        await().until(second::leads);
      }
    }
  }

  @Test
  void aLeaderThatEndsOrderlyGivesTheLeaseBack() {
    try (OperatorProcess operator = start(Map.of())) {
      await().until(operator::leads);
      operator.terminate();
    }
    assertThat(holder()).isEmpty();
  }

  @Test
  void aLeaderThatLostItsLeaseEnds() {
    try (OperatorProcess first = start(Map.of())) {
      await().until(first::leads);
      first.signal("STOP");
      try (OperatorProcess second = start(Map.of())) {
        await().until(second::leads);

        first.signal("CONT");

        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(second.leads()).isTrue();
      }
    }
  }

  private OperatorProcess start(Map<String, String> changed) {
    Map<String, String> settings = OperatorProcess.chartSettings(namespace);
    settings.putAll(changed);
    return OperatorProcess.start(folder, kubeconfig, settings);
  }

  private void createCache() {
    client
        .resource(
            client
                .getKubernetesSerialization()
                .unmarshal(
                    """
                    apiVersion: rampwright.dev/v1alpha1
                    kind: TokenCache
                    metadata: {name: agents}
                    spec: {}
                    """,
                    TokenCache.class))
        .inNamespace(namespace)
        .create();
  }

  private String holder() {
    return String.valueOf(
        client
            .leases()
            .inNamespace(namespace)
            .withName(LeaseTimes.NAME)
            .require()
            .getSpec()
            .getHolderIdentity());
  }

  private static List<String> errors(OperatorProcess operator) throws IOException {
    return operator.logLines().stream().filter(line -> line.contains("\"ERROR\"")).toList();
  }

  private static JsonNode json(String line) throws IOException {
    return new ObjectMapper().readTree(line);
  }
}
