package dev.rampwright.operator.inferenceservice.crash;

import dev.rampwright.operator.kube.Labels;
import dev.rampwright.operator.kube.Owners;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is left of services that were deleted. */
final class Orphans {
  private static final String NOT_OURS = "ServiceAccount/default ";

  private Orphans() {}

  /** Objects that the operator made and the service does not control. */
  static List<String> inWaiting(CrashWorld world) {
    HasMetadata service = world.service().orElseThrow();
    return ListedContext.KINDS.stream()
        .flatMap(kind -> managed(world, kind))
        // The node stands in for the cluster's own controllers, whose objects have other owners.
        .filter(object -> !Set.of("Pod", "EndpointSlice").contains(object.getKind()))
        .filter(object -> !Owners.isControlledBy(object, service))
        .map(Orphans::name)
        .toList();
  }

  private static <R extends HasMetadata> Stream<R> managed(CrashWorld world, Class<R> kind) {
    return world
        .admin
        .resources(kind)
        .inNamespace(world.namespace)
        .withLabelSelector(Labels.MANAGED_SELECTOR)
        .list()
        .getItems()
        .stream();
  }

  /** Everything that still stands in these namespaces, of whatever kind and whoever made it. */
  static List<String> in(KubernetesClient client, Set<String> namespaces) {
    return Stream.concat(
            Stream.of("v1"),
            client.getApiGroups().getGroups().stream()
                .map(group -> group.getPreferredVersion().getGroupVersion()))
        .flatMap(version -> kinds(client, version))
        .flatMap(kind -> all(client, kind))
        .filter(object -> namespaces.contains(object.getMetadata().getNamespace()))
        .map(Orphans::name)
        .filter(name -> !name.startsWith(NOT_OURS))
        .toList();
  }

  private record Kind(String version, APIResource resource) {}

  private static Stream<Kind> kinds(KubernetesClient client, String version) {
    return client.getApiResources(version).getResources().stream()
        .filter(it -> it.getNamespaced() && it.getVerbs().contains("list"))
        .filter(it -> !it.getName().contains("/") && !it.getKind().equals("Event"))
        .map(it -> new Kind(version, it));
  }

  private static Stream<GenericKubernetesResource> all(KubernetesClient client, Kind kind) {
    return client
        .genericKubernetesResources(kind.version(), kind.resource().getKind())
        .inAnyNamespace()
        .list()
        .getItems()
        .stream();
  }

  private static String name(HasMetadata object) {
    return "%s/%s in %s"
        .formatted(
            object.getKind(), object.getMetadata().getName(), object.getMetadata().getNamespace());
  }
}
