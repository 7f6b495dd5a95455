package dev.rampwright.operator.testing;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real API server with the three kinds, on loopback. It has no controllers and no kubelet: tests
 * play their part. All tests of a run share one, each in a namespace of its own.
 */
public final class ApiServer implements AutoCloseable {
  static final String BINARIES = "KUBE_API_TEST_DIR";

  /** A busy machine must not fail a test. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Path MANIFESTS = Path.of("..", "crds", "manifests");

  private final KubeAPIServer server;
  private final KubernetesClient client;
  private final AtomicInteger namespaces = new AtomicInteger();

  private ApiServer(KubeAPIServer server) {
    this.server = server;
    this.client = new KubernetesClientBuilder().withConfig(config()).build();
  }

  /**
   * Starts it and applies the generated manifests.
   *
   * @throws IllegalStateException if the binaries are not where the environment says
   */
  static ApiServer start() {
    String folder = System.getenv(BINARIES);
    if (folder == null || !Files.isDirectory(Path.of(folder, "k8s"))) {
      throw new IllegalStateException(
          BINARIES
              + " must name a folder with k8s/<version>-linux-amd64/{etcd,kube-apiserver,kubectl};"
              + " `make test` sets it");
    }
    KubeAPIServer server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(folder)
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .withApiServerFlag("--bind-address", "127.0.0.1")
                .build());
    server.start();
    Awaitility.setDefaultTimeout(PATIENCE);
    ApiServer started = new ApiServer(server);
    try (Stream<Path> manifests = Files.list(MANIFESTS)) {
      manifests.sorted().forEach(started::applyCrd);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return started;
  }

  /** As {@code system:masters}. */
  public KubernetesClient client() {
    return client;
  }

  /** For another process; as {@code system:masters}. */
  public String kubeconfig() {
    return server.getKubeConfigYaml();
  }

  /** A client that acts as this ServiceAccount. */
  public KubernetesClient clientOf(String namespace, String serviceAccount) {
    Config config =
        new ConfigBuilder(config())
            .withImpersonateUsername(
                "system:serviceaccount:%s:%s".formatted(namespace, serviceAccount))
            .withImpersonateGroups("system:serviceaccounts", "system:authenticated")
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** A client whose calls all pass the interceptor, and are never repeated by themselves. */
  public KubernetesClient clientThrough(Interceptor interceptor) {
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder(config()).withRequestRetryBackoffLimit(0).build())
        .withHttpClientBuilderConsumer(
            it -> it.addOrReplaceInterceptor(interceptor.getClass().getSimpleName(), interceptor))
        .build();
  }

  /** Makes a namespace that no other test uses. */
  public String newNamespace() {
    String name = "test-" + namespaces.incrementAndGet();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  private Config config() {
    return Config.fromKubeconfig(server.getKubeConfigYaml());
  }

  private void applyCrd(Path manifest) {
    try {
      CustomResourceDefinition crd =
          client
              .getKubernetesSerialization()
              .unmarshal(Files.readString(manifest), CustomResourceDefinition.class);
      client.resource(crd).forceConflicts().serverSideApply();
      client.resource(crd).waitUntilCondition(ApiServer::established, 60, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean established(CustomResourceDefinition crd) {
    return Stream.ofNullable(crd.getStatus())
        .flatMap(status -> Stream.ofNullable(status.getConditions()).flatMap(List::stream))
        .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
