package dev.rampwright.operator.tokencache.resources;

import dev.rampwright.api.common.Api;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;

/** How the managed Valkey is reached, and by whom. */
public final class ValkeyNetwork {
  private ValkeyNetwork() {}

  /** The Service at {@link CacheNames#address()}. */
  public static Service service(CacheNames names) {
    return new ServiceBuilder()
        .withMetadata(names.valkeyMeta())
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(names.labels())
        .addToSelector(ValkeyDeployment.COMPONENT)
        .addNewPort()
        .withName("redis")
        .withPort(CacheNames.PORT)
        .withNewTargetPort(CacheNames.PORT)
        .withProtocol("TCP")
        .endPort()
        .endSpec()
        .build();
  }

  /** Only pods of InferenceServices come in, nothing goes out. */
  public static NetworkPolicy policy(CacheNames names) {
    return new NetworkPolicyBuilder()
        .withMetadata(names.valkeyMeta())
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(names.labels())
        .addToMatchLabels(ValkeyDeployment.COMPONENT)
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .addNewIngress()
        .addNewFrom()
        .withNewPodSelector()
        .addNewMatchExpression()
        .withKey(Api.LABEL_SERVICE)
        .withOperator("Exists")
        .endMatchExpression()
        .endPodSelector()
        .endFrom()
        .addNewPort()
        .withProtocol("TCP")
        .withNewPort(CacheNames.PORT)
        .endPort()
        .endIngress()
        .endSpec()
        .build();
  }
}
