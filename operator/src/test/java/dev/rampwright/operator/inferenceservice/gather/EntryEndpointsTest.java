package dev.rampwright.operator.inferenceservice.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntryEndpointsTest {
  private final List<ModelPodView> pods = List.of(pod("a-0", "a"), pod("b-0", "b"));

  @Test
  void tellsTheRevisionsThatTheServiceLeadsTo() {
    assertThat(revisions(slice("chat", endpoint("a-0", "true")))).containsExactly("a");
    assertThat(
            revisions(
                slice("chat", endpoint("a-0", "true")), slice("chat", endpoint("b-0", "true"))))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void leavesOutOtherServicesAndEndpointsThatAreNotReady() {
    assertThat(
            revisions(
                slice("chat-b", endpoint("b-0", "true")), slice("chat", endpoint("a-0", "false"))))
        .isEmpty();
  }

  @Test
  void takesAnEndpointThatSaysNothingForReady() {
    assertThat(revisions(slice("chat", endpoint("a-0", "null")))).containsExactly("a");
  }

  @Test
  void aSliceWithoutEndpointsHasNull() {
    assertThat(revisions(slice("chat", "null"))).isEmpty();
  }

  private Set<String> revisions(EndpointSlice... slices) {
    return EntryEndpoints.revisions("chat", List.of(slices), pods);
  }

  private static String endpoint(String pod, String ready) {
    return "[{conditions: {ready: %s}, targetRef: {kind: Pod, name: %s}}]".formatted(ready, pod);
  }

  private static EndpointSlice slice(String service, String endpoints) {
    return Serialization.unmarshal(
        """
        metadata: {name: x, labels: {kubernetes.io/service-name: %s}}
        addressType: IPv4
        endpoints: %s
        """
            .formatted(service, endpoints),
        EndpointSlice.class);
  }

  private static ModelPodView pod(String name, String revision) {
    return new ModelPodView(
        name,
        name,
        revision,
        Optional.empty(),
        Channel.MUTUAL_TLS,
        true,
        true,
        false,
        Optional.empty(),
        Optional.empty());
  }
}
