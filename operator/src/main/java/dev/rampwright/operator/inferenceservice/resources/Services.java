package dev.rampwright.operator.inferenceservice.resources;

import dev.rampwright.contracts.SidecarPorts;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The entry Service, and one more per revision. */
public final class Services {
  private static final int CLEAR = 80;
  private static final int TLS = 443;

  private Services() {}

  /** The Service that clients use; it selects the pods of the revision that takes their calls. */
  public static Service entry(Identity service, String entryRevision, Exposure exposure) {
    return service(service.metadata(service.name()), service.podSelector(entryRevision), exposure);
  }

  /** Reaches one revision directly. */
  public static Service ofRevision(Identity service, String hash, Exposure exposure) {
    return service(
        service.metadata(service.revisionName(hash), service.labels(hash)),
        service.podSelector(hash),
        exposure);
  }

  /** Whether the Service leads clients in clear text. */
  public static boolean isClear(Service service) {
    return service.getSpec().getPorts().stream().anyMatch(port -> port.getPort() == CLEAR);
  }

  private static Service service(
      ObjectMeta metadata, Map<String, String> selector, Exposure exposure) {
    List<ServicePort> ports = new ArrayList<>();
    if (exposure.clear()) {
      ports.add(port("http", CLEAR, SidecarPorts.SERVE));
    }
    if (exposure.tls()) {
      ports.add(port("https", TLS, SidecarPorts.SERVE_TLS));
    }
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(selector)
        .withPorts(ports)
        .endSpec()
        .build();
  }

  private static ServicePort port(String name, int port, int target) {
    return new ServicePortBuilder()
        .withName(name)
        .withProtocol("TCP")
        .withPort(port)
        .withTargetPort(new IntOrString(target))
        .build();
  }
}
