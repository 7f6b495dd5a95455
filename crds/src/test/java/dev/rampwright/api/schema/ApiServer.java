package dev.rampwright.api.schema;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real API server with the three kinds, on loopback. */
public final class ApiServer implements AutoCloseable {
  private static final String BINARIES = "KUBE_API_TEST_DIR";

  private final KubeAPIServer server;
  private final KubernetesClient client;

  private ApiServer(KubeAPIServer server) {
    this.server = server;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .build();
  }

  /**
   * Starts it and applies the generated manifests.
   *
   * @throws IllegalStateException if the binaries are not where the environment says
   */
  public static ApiServer startWithCrds() {
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
    ApiServer started = new ApiServer(server);
    try {
      CrdManifests.all().values().forEach(started::applyCrd);
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private void applyCrd(String yaml) {
    CustomResourceDefinition crd =
        client.getKubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
    client.resource(crd).forceConflicts().serverSideApply();
    client.resource(crd).waitUntilCondition(ApiServer::established, 60, TimeUnit.SECONDS);
  }

  private static boolean established(@Nullable CustomResourceDefinition crd) {
    return Stream.ofNullable(crd)
        .map(CustomResourceDefinition::getStatus)
        .flatMap(Stream::ofNullable)
        .map(CustomResourceDefinitionStatus::getConditions)
        .flatMap(Stream::ofNullable)
        .flatMap(List::stream)
        .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  /** A client that may do everything. */
  public KubernetesClient client() {
    return client;
  }

  /** A client with the rights of a user, such as a service account. */
  public KubernetesClient clientAs(String user) {
    Config config = Config.fromKubeconfig(server.getKubeConfigYaml());
    config.setImpersonateUsername(user);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Creates it as kubectl would: unknown fields are an error. */
  GenericKubernetesResource create(String yaml) {
    return resource(yaml).fieldValidation(FieldValidateable.Validation.STRICT).create();
  }

  /** As {@link #create}, without keeping it. */
  GenericKubernetesResource tryToCreate(String yaml) {
    return resource(yaml).dryRun().fieldValidation(FieldValidateable.Validation.STRICT).create();
  }

  /** Replaces it, without keeping the change. */
  GenericKubernetesResource tryToUpdate(String yaml) {
    return resource(yaml).dryRun().fieldValidation(FieldValidateable.Validation.STRICT).update();
  }

  void delete(GenericKubernetesResource resource) {
    client.resource(resource).delete();
  }

  private Resource<GenericKubernetesResource> resource(String yaml) {
    return client
        .resource(
            client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class))
        .inNamespace("default");
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
