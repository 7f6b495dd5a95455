package dev.rampwright.operator.inferenceservice.resources;

import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

/** What the containers of a model pod have in common. */
final class RestrictedContainer {
  private RestrictedContainer() {}

  /** Pod Security {@code restricted}, with a read-only root file system. */
  static SecurityContext security() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  static VolumeMount readOnly(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(true).build();
  }

  static VolumeMount scratch(String volume) {
    return new VolumeMountBuilder().withName(volume).withMountPath("/tmp").build();
  }
}
