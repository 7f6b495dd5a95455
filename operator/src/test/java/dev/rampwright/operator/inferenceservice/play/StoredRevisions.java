package dev.rampwright.operator.inferenceservice.play;

import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.inferenceservice.resources.Deployments;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Optional;

/** Revisions as other releases stored them. */
public final class StoredRevisions {
  private StoredRevisions() {}

  /** Its pod has neither the certificate nor the port of hops. */
  public static Revision ofReleaseOne(Identity service, Revision revision) {
    PodTemplateSpec pod = Deployments.of(service, revision, 1).getSpec().getTemplate();
    withoutTls(pod);
    return new Revision(revision.hash(), revision.spec(), revision.number(), Optional.of(pod));
  }

  /** Takes out what release 0.1.0 did not render. */
  public static void withoutTls(PodTemplateSpec pod) {
    Container sidecar = pod.getSpec().getInitContainers().getFirst();
    pod.getSpec().getVolumes().removeIf(volume -> volume.getName().equals("sidecar-tls"));
    sidecar.getVolumeMounts().removeIf(mount -> mount.getName().equals("sidecar-tls"));
    sidecar.getPorts().removeIf(port -> port.getContainerPort() == SidecarPorts.HOP);
  }
}
