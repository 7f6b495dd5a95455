package dev.rampwright.operator.inferenceservice.resources;

import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

/** How the containers of a model pod mount their volumes. */
final class Mounts {
  private Mounts() {}

  static VolumeMount readOnly(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(true).build();
  }

  static VolumeMount writable(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
  }

  static VolumeMount scratch(String volume) {
    return new VolumeMountBuilder().withName(volume).withMountPath("/tmp").build();
  }
}
