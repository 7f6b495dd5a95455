package dev.rampwright.operator.inferenceservice.resources;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec;
import dev.rampwright.operator.kube.Restricted;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;

/** The sidecar; the pod is Ready when it says so. */
final class SidecarContainer {
  static final String NAME = "sidecar";

  /** A busy node answers late; a shorter one would take all endpoints away at once. */
  private static final int PROBE_TIMEOUT_SECONDS = 5;

  /**
   * On a busy node an engine takes all the time it gets. Without a share of its own the sidecar
   * then answers nobody, its probes included, and is restarted for it.
   */
  private static final ResourceRequirements SHARE =
      new ResourceRequirementsBuilder()
          .addToRequests("cpu", new Quantity("100m"))
          .addToRequests("memory", new Quantity("128Mi"))
          .build();

  private SidecarContainer() {}

  static Container of(RevisionSpec spec) {
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(spec.pins().sidecarImage())
        .withImagePullPolicy(spec.pins().sidecarPullPolicy())
        .withRestartPolicy("Always")
        .withPorts(
            port("serve", SidecarPorts.SERVE),
            port("admin", SidecarPorts.ADMIN),
            port("observe", SidecarPorts.OBSERVE),
            port("drain", SidecarPorts.DRAIN),
            port("hop", SidecarPorts.HOP))
        .withStartupProbe(probe("/health/live", 1, 60))
        .withLivenessProbe(probe("/health/live", 10, 6))
        .withReadinessProbe(probe("/health/ready", 1, 3))
        .withResources(requireNonNullElse(spec.sidecarResources(), SHARE))
        .withVolumeMounts(mounts(spec))
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withSecurityContext(Restricted.container())
        .build();
  }

  private static List<VolumeMount> mounts(RevisionSpec spec) {
    List<VolumeMount> mounts = new ArrayList<>();
    String configFolder = SidecarFiles.CONFIG.substring(0, SidecarFiles.CONFIG.lastIndexOf('/'));
    mounts.add(Mounts.readOnly(ModelPod.CONFIG, configFolder));
    mounts.add(Mounts.readOnly(ModelPod.SECRETS, SidecarFiles.SECRETS));
    mounts.add(Mounts.readOnly(ModelPod.TLS, SidecarFiles.TLS));
    if (spec.tokenCache() != null) {
      mounts.add(Mounts.readOnly(ModelPod.CACHE_SECRETS, SidecarFiles.CACHE_SECRETS));
    }
    mounts.add(Mounts.scratch(ModelPod.SIDECAR_TMP));
    if (spec.kvSlots() != null) {
      mounts.add(
          Mounts.writable(ModelPod.SLOTS_LIVE, SidecarFiles.SLOTS + "/" + SidecarFiles.SLOTS_LIVE));
      mounts.add(
          Mounts.writable(
              ModelPod.SLOTS_STORE, SidecarFiles.SLOTS + "/" + SidecarFiles.SLOTS_STORE));
    }
    return mounts;
  }

  private static ContainerPort port(String name, int port) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(port)
        .withProtocol("TCP")
        .build();
  }

  private static Probe probe(String path, int periodSeconds, int failureThreshold) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(SidecarPorts.OBSERVE))
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(PROBE_TIMEOUT_SECONDS)
        .withFailureThreshold(failureThreshold)
        .build();
  }
}
