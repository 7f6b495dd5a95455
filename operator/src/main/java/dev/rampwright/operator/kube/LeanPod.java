package dev.rampwright.operator.kube;

import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pod without what it was asked to be: of its {@code spec} only names and ports of its containers
 * stay, by which {@code status} is understood and its sidecar called. What pods are asked to be,
 * their Deployments say, and these are read whole.
 */
public final class LeanPod extends StdConverter<Pod, Pod> {
  @Override
  public Pod convert(Pod pod) {
    PodSpec spec = pod.getSpec();
    if (spec != null) {
      pod.setSpec(
          new PodSpecBuilder()
              .withInitContainers(lean(spec.getInitContainers()))
              .withContainers(lean(spec.getContainers()))
              .build());
    }
    return pod;
  }

  /** A list that is null in the text is null here. */
  private static List<Container> lean(@Nullable List<Container> containers) {
    return Stream.ofNullable(containers).flatMap(List::stream).map(LeanPod::lean).toList();
  }

  private static Container lean(Container container) {
    return new ContainerBuilder()
        .withName(container.getName())
        .withPorts(container.getPorts())
        .build();
  }
}
