package dev.rampwright.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.Set;
import java.util.stream.Stream;

/** Asserts the Pod Security Standard {@code restricted}, and a read-only root filesystem. */
public final class RestrictedAssert {
  private RestrictedAssert() {}

  /** Fails with the field that is too open. */
  public static void assertRestricted(PodSpec pod) {
    assertThat(pod.getHostNetwork()).isNotEqualTo(true);
    assertThat(pod.getHostPID()).isNotEqualTo(true);
    assertThat(pod.getHostIPC()).isNotEqualTo(true);
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getVolumes())
        .allSatisfy(
            volume -> {
              assertThat(volume.getHostPath()).isNull();
              assertThat(volume.getName()).isNotBlank();
            });
    Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
        .forEach(RestrictedAssert::assertRestricted);
  }

  private static void assertRestricted(Container container) {
    SecurityContext context = container.getSecurityContext();
    assertThat(context.getAllowPrivilegeEscalation()).isFalse();
    assertThat(context.getReadOnlyRootFilesystem()).isTrue();
    assertThat(context.getPrivileged()).isNotEqualTo(true);
    assertThat(Set.copyOf(context.getCapabilities().getDrop())).containsExactly("ALL");
    assertThat(context.getCapabilities().getAdd()).isEmpty();
    assertThat(container.getPorts()).allSatisfy(port -> assertThat(port.getHostPort()).isNull());
  }
}
