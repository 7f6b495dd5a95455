package dev.rampwright.e2e;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must not change when only the operator does: a service's pods, by name. */
record PodsOf(Map<String, String> pods) {
  static PodsOf now(Service service) {
    Map<String, String> pods = new TreeMap<>();
    service.pods().forEach(pod -> pods.put(pod.getMetadata().getName(), identity(pod)));
    return new PodsOf(pods);
  }

  /** Those of them that are of one revision. */
  static PodsOf now(Service service, String revision) {
    Map<String, String> pods = new TreeMap<>();
    service.pods().stream()
        .filter(pod -> Service.revisionOf(pod).equals(revision))
        .forEach(pod -> pods.put(pod.getMetadata().getName(), identity(pod)));
    return new PodsOf(pods);
  }

  private static String identity(Pod pod) {
    int restarts =
        Stream.of(
                pod.getStatus().getInitContainerStatuses(), pod.getStatus().getContainerStatuses())
            .flatMap((List<ContainerStatus> it) -> it.stream())
            .mapToInt(ContainerStatus::getRestartCount)
            .sum();
    return "%s of %s, %d restarts"
        .formatted(pod.getMetadata().getUid(), Service.revisionOf(pod), restarts);
  }

  int count() {
    return pods.size();
  }

  Collection<String> identities() {
    return pods.values();
  }
}
