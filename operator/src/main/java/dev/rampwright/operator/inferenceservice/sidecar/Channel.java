package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a pod's sidecar is spoken to. Revisions keep the sidecar and the pod that they were made
 * with, so this is a property of each pod, and the pod's own spec tells it.
 */
public enum Channel {
  /** Release 0.1.0: HTTP with tokens, hops on {@link SidecarPorts#SERVE}. */
  CLEAR("http", SidecarPorts.SERVE),
  /** Since then: mutual TLS, hops on {@link SidecarPorts#HOP}. */
  MUTUAL_TLS("https", SidecarPorts.HOP);

  private static final String SIDECAR = "sidecar";

  private final String scheme;
  private final int hopPort;

  Channel(String scheme, int hopPort) {
    this.scheme = scheme;
    this.hopPort = hopPort;
  }

  /** By the ports of the pod's sidecar. */
  public static Channel of(PodSpec pod) {
    boolean secured =
        Stream.ofNullable(pod.getInitContainers())
            .flatMap(List::stream)
            .filter(container -> SIDECAR.equals(container.getName()))
            .map(Container::getPorts)
            .flatMap(List::stream)
            .anyMatch(port -> Integer.valueOf(SidecarPorts.HOP).equals(port.getContainerPort()));
    return secured ? MUTUAL_TLS : CLEAR;
  }

  /** Of the pods of a revision; one that is not stored yet is rendered by this release. */
  public static Channel of(Revision revision) {
    return revision.template().map(PodTemplateSpec::getSpec).map(Channel::of).orElse(MUTUAL_TLS);
  }

  /** Of the admin port. */
  String scheme() {
    return scheme;
  }

  /** Where hops from a pod of {@code sender} are taken: both ends must know how. */
  public int hopPort(Channel sender) {
    return sender == CLEAR ? CLEAR.hopPort : hopPort;
  }
}
