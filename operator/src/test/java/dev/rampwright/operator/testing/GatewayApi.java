package dev.rampwright.operator.testing;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Gateway API's HTTPRoute, which a cluster may have or not: upstream's own definition. */
public final class GatewayApi {
  private static final String FILE = "gateway.networking.k8s.io_httproutes.yaml";

  private final KubernetesClient client;
  private final CustomResourceDefinition definition;

  public GatewayApi(KubernetesClient client) {
    this.client = client;
    Path file =
        Path.of(
            Objects.requireNonNull(
                System.getenv("KUBE_API_TEST_DIR"), "KUBE_API_TEST_DIR: `make test` sets it"),
            "gateway-api",
            FILE);
    try {
      definition =
          client
              .getKubernetesSerialization()
              .unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException("`testbed/cluster apiserver-binaries` makes it", e);
    }
  }

  /** Returns when the API server serves it. */
  public void install() {
    client.resource(definition).forceConflicts().serverSideApply();
    client.resource(definition).waitUntilCondition(GatewayApi::established, 60, TimeUnit.SECONDS);
  }

  /** Returns when it has gone, and all routes with it. */
  public void remove() {
    client.resource(definition).delete();
    client.resource(definition).waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
  }

  private static boolean established(CustomResourceDefinition crd) {
    return Stream.ofNullable(crd.getStatus())
        .flatMap(status -> Stream.ofNullable(status.getConditions()).flatMap(List::stream))
        .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}
