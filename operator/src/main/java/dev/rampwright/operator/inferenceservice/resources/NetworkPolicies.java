package dev.rampwright.operator.inferenceservice.resources;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.api.tokencache.ExternalRedis;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.kube.Labels;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may reach a service's pods, and what they may reach. The drain port has no rule: a node's
 * own traffic, and so the kubelet's, is always let through.
 */
public final class NetworkPolicies {
  private static final int DNS = 53;
  private static final int REDIS = 6379;
  private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  private NetworkPolicies() {}

  /**
   * The policy of the service's pods.
   *
   * @param operatorNamespace from where the admin port is called
   * @param tokenCache whose Valkey the sidecars use; null: none
   * @param redis the external second level that they use; null: none
   * @param serving who may reach the clients' ports, and whose keys the sidecars fetch
   * @param clientPorts which ports those are
   */
  public static NetworkPolicy of(
      Identity service,
      String operatorNamespace,
      @Nullable String tokenCache,
      @Nullable ExternalRedis redis,
      @Nullable ServingSpec serving,
      List<Integer> clientPorts) {
    return new NetworkPolicyBuilder()
        .withMetadata(service.metadata(service.name()))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Map.of(Api.LABEL_SERVICE, service.name()))
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .withIngress(ingress(service, operatorNamespace, ClientAuths.peers(serving), clientPorts))
        .withEgress(egress(service, tokenCache, redis, serving))
        .endSpec()
        .build();
  }

  private static List<NetworkPolicyIngressRule> ingress(
      Identity service,
      String operatorNamespace,
      List<NetworkPolicyPeer> clients,
      List<Integer> clientPorts) {
    List<NetworkPolicyPort> serving = clientPorts.stream().map(it -> port("TCP", it)).toList();
    NetworkPolicyIngressRule serve =
        new NetworkPolicyIngressRuleBuilder().withFrom(clients).withPorts(serving).build();
    NetworkPolicyIngressRule observe =
        new NetworkPolicyIngressRuleBuilder().withPorts(port("TCP", SidecarPorts.OBSERVE)).build();
    NetworkPolicyIngressRule open =
        new NetworkPolicyIngressRuleBuilder()
            .withPorts(serving)
            .addToPorts(port("TCP", SidecarPorts.OBSERVE))
            .build();
    NetworkPolicyIngressRule admin =
        new NetworkPolicyIngressRuleBuilder()
            .withFrom(
                new NetworkPolicyPeerBuilder()
                    .withNewNamespaceSelector()
                    .withMatchLabels(Map.of(NAMESPACE_NAME, operatorNamespace))
                    .endNamespaceSelector()
                    .build())
            .withPorts(port("TCP", SidecarPorts.ADMIN))
            .build();
    NetworkPolicyIngressRule hops =
        new NetworkPolicyIngressRuleBuilder()
            .withFrom(pods(Map.of(Api.LABEL_SERVICE, service.name())))
            .withPorts(port("TCP", SidecarPorts.HOP))
            .build();
    return clients.isEmpty() ? List.of(open, admin, hops) : List.of(serve, observe, admin, hops);
  }

  private static List<NetworkPolicyEgressRule> egress(
      Identity service,
      @Nullable String tokenCache,
      @Nullable ExternalRedis redis,
      @Nullable ServingSpec serving) {
    List<NetworkPolicyEgressRule> rules = new ArrayList<>();
    rules.add(
        new NetworkPolicyEgressRuleBuilder().withPorts(port("UDP", DNS), port("TCP", DNS)).build());
    // The clients' port too: pods of release 0.1.0 take hops there.
    rules.add(to(Map.of(Api.LABEL_SERVICE, service.name()), SidecarPorts.HOP, SidecarPorts.SERVE));
    if (tokenCache != null) {
      rules.add(to(Labels.of("token-cache", tokenCache), REDIS));
    }
    if (redis != null) {
      // Names are not addresses, and sentinels and clusters name further ones.
      rules.add(
          new NetworkPolicyEgressRuleBuilder()
              .withPorts(ports(redis).map(port -> port("TCP", port)).toList())
              .build());
    }
    // The issuer is a name, too.
    ClientAuths.keysPort(serving)
        .ifPresent(
            port ->
                rules.add(
                    new NetworkPolicyEgressRuleBuilder().withPorts(port("TCP", port)).build()));
    return rules;
  }

  /** Those that the addresses name, and behind sentinels that of servers. */
  private static Stream<Integer> ports(ExternalRedis redis) {
    Stream<Integer> named =
        redis.addresses().stream()
            .map(it -> Integer.parseInt(it.substring(it.lastIndexOf(':') + 1)));
    return (redis.mode() == ExternalRedis.Mode.Sentinel
            ? Stream.concat(named, Stream.of(REDIS))
            : named)
        .distinct();
  }

  private static NetworkPolicyEgressRule to(Map<String, String> podLabels, Integer... ports) {
    return new NetworkPolicyEgressRuleBuilder()
        .withTo(pods(podLabels))
        .withPorts(Stream.of(ports).map(port -> port("TCP", port)).toList())
        .build();
  }

  private static NetworkPolicyPeer pods(Map<String, String> labels) {
    return new NetworkPolicyPeerBuilder()
        .withNewPodSelector()
        .withMatchLabels(labels)
        .endPodSelector()
        .build();
  }

  private static NetworkPolicyPort port(String protocol, int port) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(protocol)
        .withPort(new IntOrString(port))
        .build();
  }
}
