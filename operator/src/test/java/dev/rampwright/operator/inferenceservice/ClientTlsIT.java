package dev.rampwright.operator.inferenceservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.operator.pki.Certificates;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user's certificate on its way to the sidecars, against a real API server. */
@ExtendWith(ApiServerExtension.class)
class ClientTlsIT {
  private static final String CHAT =
      """
      apiVersion: rampwright.dev/v1alpha1
      kind: InferenceService
      metadata: {name: chat}
      spec:
        model: {name: smollm2, uri: "pvc://models/smollm2.gguf"}
        engine: {type: LlamaCpp, contextLength: 1024}
      """;

  private static final String BY_TLS = CHAT + "  serving: {tls: {secretRef: {name: web}}}\n";

  private final Certificates certificates = new Certificates();
  private final ServiceScene scene;

  ClientTlsIT(ApiServer server) {
    scene = new ServiceScene(server);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aRunningServiceTurnsToTlsAndFollowsEveryChangeOfTheSecret() {
    scene.apply(CHAT);
    scene.startOperator();
    scene.awaitCondition("Ready", "True", "RevisionReady");
    String hash = requireNonNull(scene.status().stableRevision());
    assertThat(ports()).containsExactly(80);

    scene.apply(BY_TLS);
    scene.awaitCondition("TlsReady", "False", "TlsSecretMissing");
    await("nobody is cut off").until(() -> ports().equals(List.of(80, 443)));

    Credentials first = certificates.of("chat.example.com");
    write(first);
    await().until(() -> Pem.write(List.of(first.certificate())).equals(mounted("serving.crt")));
    assertThat(mounted(SidecarFiles.SERVING_KEY)).isEqualTo(Pem.write(first.key()));
    scene.node.mountsAgain("chat");
    scene.awaitCondition("TlsReady", "True", "TlsReady");
    await().until(() -> ports().equals(List.of(443)));
    scene.awaitStatus("https", it -> String.valueOf(it.url()).startsWith("https://chat."));

    Credentials second = certificates.of("chat.example.com");
    scene.secret("web", Map.of("tls.crt", pem(second), "tls.key", Pem.write(first.key())));
    scene.awaitCondition("TlsReady", "False", "TlsSecretInvalid");
    assertThat(mounted("serving.crt")).as("the last good one").isEqualTo(pem(first));

    write(second);
    await().until(() -> pem(second).equals(mounted("serving.crt")));
    assertThat(scene.status().stableRevision()).isEqualTo(hash);
    assertThat(scene.status().candidateRevision()).isNull();

    scene.apply(CHAT);
    await().until(() -> mounted("serving.crt") == null && ports().equals(List.of(80)));
  }

  private void write(Credentials of) {
    scene.secret("web", Map.of("tls.crt", pem(of), "tls.key", Pem.write(of.key())));
  }

  private static String pem(Credentials of) {
    return Pem.write(List.of(of.certificate()));
  }

  private List<Integer> ports() {
    return scene
        .client
        .services()
        .inNamespace(scene.namespace)
        .withName("chat")
        .get()
        .getSpec()
        .getPorts()
        .stream()
        .map(ServicePort::getPort)
        .toList();
  }

  private @Nullable String mounted(String file) {
    Secret secret = scene.client.secrets().inNamespace(scene.namespace).withName("chat-tls").get();
    @Nullable String data = secret.getData().get(file);
    return data == null ? null : new String(Base64.getDecoder().decode(data), UTF_8);
  }
}
