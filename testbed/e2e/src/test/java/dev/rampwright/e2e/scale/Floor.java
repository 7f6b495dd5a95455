package dev.rampwright.e2e.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What no operator can be faster than: copies of one service's objects, created without one, each
 * by a single plain POST, and waited for until their pods are available.
 */
final class Floor {
  private static final String FLOOR = "floor";
  private static final List<Class<? extends HasMetadata>> TYPES =
      List.of(
          Secret.class,
          NetworkPolicy.class,
          ControllerRevision.class,
          ConfigMap.class,
          Service.class,
          Deployment.class);

  private final KubernetesClient client;
  private final String namespace;
  private final String original;

  Floor(KubernetesClient client, String namespace, String original) {
    this.client = client;
    this.namespace = namespace;
    this.original = original;
  }

  /** Seconds until so many copies are available. */
  double seconds(int copies) throws InterruptedException {
    List<HasMetadata> objects = TYPES.stream().flatMap(this::of).toList();
    assertThat(objects).hasSize(8);
    long begun = System.nanoTime();
    try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, copies)
          .forEach(
              number -> writers.execute(() -> objects.forEach(object -> create(object, number))));
    }
    while (available() < copies) {
      TimeUnit.SECONDS.sleep(1);
      assertThat(since(begun)).as("bounded").isLessThan(600);
    }
    return since(begun);
  }

  private <T extends HasMetadata> Stream<HasMetadata> of(Class<T> type) {
    return client
        .resources(type)
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/instance", original)
        .list()
        .getItems()
        .stream()
        .map(HasMetadata.class::cast);
  }

  private void create(HasMetadata object, int number) {
    HasMetadata copy =
        Serialization.unmarshal(
            Serialization.asJson(object)
                .replace(original, FLOOR + "-" + number)
                // Nobody's, so that the operator does not look at it.
                .replace("\"app.kubernetes.io/managed-by\":\"rampwright\"", "\"floor\":\"yes\""),
            object.getClass());
    copy.getMetadata().setResourceVersion(null);
    copy.getMetadata().setUid(null);
    copy.getMetadata().setOwnerReferences(List.of());
    if (copy instanceof Service service) {
      service.getSpec().setClusterIP(null);
      service.getSpec().setClusterIPs(List.of());
    }
    client.resource(copy).create();
  }

  private long available() {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withLabel(FLOOR, "yes")
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getStatus() != null && it.getStatus().getAvailableReplicas() != null)
        .count();
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
