package dev.rampwright.operator.benchmarkrun.resources;

import dev.rampwright.api.common.Api;
import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.contracts.SidecarPorts;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nothing reaches a benchmark's pod; it reaches names, the API server (whose address a policy
 * cannot name, hence its usual ports) and the target.
 */
public final class RunPolicy {
  private RunPolicy() {}

  /**
   * Builds the policy.
   *
   * @param service the InferenceService that is loaded; null for a URL outside
   */
  public static NetworkPolicy build(
      RunNames names, BenchSpec.Target target, @Nullable String service) {
    return new NetworkPolicyBuilder()
        .withMetadata(names.benchMeta())
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(names.labels())
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .withEgress(
            ports(port("UDP", 53), port("TCP", 53)),
            ports(port("TCP", 443), port("TCP", 6443)),
            service == null ? ports(port("TCP", portOf(target.url()))) : toService(service, target))
        .endSpec()
        .build();
  }

  private static NetworkPolicyEgressRule toService(String service, BenchSpec.Target target) {
    return new NetworkPolicyEgressRuleBuilder()
        .addNewTo()
        .withNewPodSelector()
        .withMatchLabels(Map.of(Api.LABEL_SERVICE, service))
        .endPodSelector()
        .endTo()
        .withPorts(
            port(
                "TCP",
                target.url().startsWith("https:") ? SidecarPorts.SERVE_TLS : SidecarPorts.SERVE))
        .build();
  }

  private static NetworkPolicyEgressRule ports(NetworkPolicyPort... ports) {
    return new NetworkPolicyEgressRuleBuilder().withPorts(ports).build();
  }

  private static NetworkPolicyPort port(String protocol, int port) {
    return new NetworkPolicyPortBuilder().withProtocol(protocol).withNewPort(port).build();
  }

  private static int portOf(String url) {
    URI uri = URI.create(url);
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? 443 : 80;
  }
}
