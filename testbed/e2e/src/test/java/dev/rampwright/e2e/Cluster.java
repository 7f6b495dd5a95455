package dev.rampwright.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The test cluster, seen from one story: a namespace made for it, removed afterwards. */
final class Cluster implements BeforeAllCallback, AfterAllCallback {
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
    run(
        List.of(
            setting("RAMPWRIGHT_TESTBED"), "model", setting("RAMPWRIGHT_E2E_CLUSTER"), namespace));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    removeNamespace();
    client.close();
  }

  private void removeNamespace() {
    client.namespaces().withName(namespace).withGracePeriod(0).delete();
    client
        .namespaces()
        .withName(namespace)
        .waitUntilCondition(Objects::isNull, 120, TimeUnit.SECONDS);
  }

  /** Runs a program and returns its output, both streams; a status other than 0 is in it too. */
  static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.waitFor();
    return status == 0 ? output : output + "\nexit status " + status;
  }

  /**
   * What a user sees who types {@code kubectl ...} in the story's namespace, with YAML on its
   * input.
   */
  String kubectl(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("kubectl", "--namespace", namespace));
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
