package dev.rampwright.operator.inferenceservice.gather;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which revisions the entry Service leads to, by its EndpointSlices; pure. */
final class EntryEndpoints {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  private EntryEndpoints() {}

  static Set<String> revisions(
      String entryService, Collection<EndpointSlice> slices, List<ModelPodView> pods) {
    Set<String> podNames =
        slices.stream()
            .filter(slice -> entryService.equals(slice.getMetadata().getLabels().get(SERVICE_NAME)))
            // Without endpoints the API server answers null, not an empty list.
            .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
            .filter(EntryEndpoints::takesRequests)
            .map(
                endpoint ->
                    endpoint.getTargetRef() == null ? null : endpoint.getTargetRef().getName())
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
    return pods.stream()
        .filter(pod -> podNames.contains(pod.name()))
        .map(ModelPodView::revision)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** An absent {@code ready} means yes. */
  private static boolean takesRequests(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }
}
