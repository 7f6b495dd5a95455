package dev.rampwright.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The test cluster, seen from one story: a namespace made for it, removed afterwards. */
final class Cluster implements BeforeAllCallback, AfterAllCallback {
  private static final String MODEL_NAMESPACE = "e2e-model";

  private final String namespace;
  private final KubernetesClient client = new KubernetesClientBuilder().build();

  Cluster(String namespace) {
    this.namespace = namespace;
  }

  KubernetesClient client() {
    return client;
  }

  String namespace() {
    return namespace;
  }

  /** What make/test says of the cluster that it brought up. */
  static String setting(String variable) {
    return Objects.requireNonNull(
        System.getenv(variable), variable + " is not set: run these tests by make test-e2e");
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    removeNamespace();
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    copyModelVolume();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    removeNamespace();
    client.close();
  }

  /** make/test has provided the model in one namespace; a volume can be claimed by one only. */
  private void copyModelVolume() {
    String name = "models-" + namespace;
    var volumes = client.persistentVolumes();
    PersistentVolume volume =
        volumes
            .withName("models-" + MODEL_NAMESPACE)
            .get()
            .edit()
            .withMetadata(new ObjectMetaBuilder().withName(name).build())
            .editSpec()
            .withNewClaimRef()
            .withNamespace(namespace)
            .withName("models")
            .endClaimRef()
            .endSpec()
            .withStatus(null)
            .build();
    volumes.withName(name).delete();
    volumes.withName(name).waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
    client.resource(volume).create();
    PersistentVolumeClaim claim =
        client
            .persistentVolumeClaims()
            .inNamespace(MODEL_NAMESPACE)
            .withName("models")
            .get()
            .edit()
            .withMetadata(
                new ObjectMetaBuilder().withName("models").withNamespace(namespace).build())
            .editSpec()
            .withVolumeName(name)
            .endSpec()
            .withStatus(null)
            .build();
    client.resource(claim).create();
  }

  private void removeNamespace() {
    client.namespaces().withName(namespace).withGracePeriod(0).delete();
    client
        .namespaces()
        .withName(namespace)
        .waitUntilCondition(Objects::isNull, 120, TimeUnit.SECONDS);
  }

  /** One that services may name, with this content instead of what it had. */
  void writeSecret(String name, Map<String, String> content) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels("rampwright.dev/use", "inference")
                .endMetadata()
                .withStringData(content)
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** What the operator says of a TokenCache. */
  TokenCacheStatus cacheStatus(String name) {
    return client
        .resources(TokenCache.class)
        .inNamespace(namespace)
        .withName(name)
        .get()
        .getStatus();
  }

  /** What it holds, as text. */
  Map<String, String> secret(String name) {
    return client
        .secrets()
        .inNamespace(namespace)
        .withName(name)
        .get()
        .getData()
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> new String(Base64.getDecoder().decode(entry.getValue()), UTF_8)));
  }

  /**
   * What a user sees who types {@code kubectl ...} in the story's namespace, with YAML on its
   * input.
   */
  String kubectl(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("--namespace", namespace));
    command.addAll(List.of(arguments));
    return kubectlAnywhere(input, command.toArray(String[]::new));
  }

  /** The same where the manifests say themselves which namespace they are for. */
  String kubectlAnywhere(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
