package dev.rampwright.operator.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Resource versions of what stands in a namespace: equal ones prove that nothing was written. */
public final class Versions {
  private Versions() {}

  /** Versions by kind and name. */
  public static Map<String, String> of(
      KubernetesClient client, String namespace, List<Class<? extends HasMetadata>> kinds) {
    Map<String, String> versions = new TreeMap<>();
    kinds.stream()
        .flatMap(kind -> list(client, namespace, kind))
        .forEach(
            object ->
                versions.put(
                    object.getKind() + "/" + object.getMetadata().getName(),
                    object.getMetadata().getResourceVersion()));
    return versions;
  }

  private static <R extends HasMetadata> Stream<R> list(
      KubernetesClient client, String namespace, Class<R> kind) {
    return client.resources(kind).inNamespace(namespace).list().getItems().stream();
  }
}
