package dev.rampwright.operator.inferenceservice.resources;

import dev.rampwright.contracts.SidecarPorts;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Map;

/** The entry Service, and one more per revision. */
public final class Services {
  private static final int PORT = 80;

  private Services() {}

  /** The Service that clients use; it selects the pods of the revision that takes their calls. */
  public static Service entry(Identity service, String entryRevision) {
    return service(service.metadata(service.name()), service.podSelector(entryRevision));
  }

  /** Reaches one revision directly. */
  public static Service ofRevision(Identity service, String hash) {
    return service(
        service.metadata(service.revisionName(hash), service.labels(hash)),
        service.podSelector(hash));
  }

  private static Service service(ObjectMeta metadata, Map<String, String> selector) {
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(selector)
        .addNewPort()
        .withName("http")
        .withProtocol("TCP")
        .withPort(PORT)
        .withTargetPort(new IntOrString(SidecarPorts.SERVE))
        .endPort()
        .endSpec()
        .build();
  }
}
