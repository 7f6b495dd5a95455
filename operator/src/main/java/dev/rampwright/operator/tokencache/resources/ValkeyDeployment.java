package dev.rampwright.operator.tokencache.resources;

import dev.rampwright.api.common.Api;
import dev.rampwright.contracts.Digests;
import dev.rampwright.operator.kube.Restricted;
import dev.rampwright.operator.settings.OperatorSettings.Images;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** The Deployment of the managed Valkey: one pod, replaced when its configuration changes. */
public final class ValkeyDeployment {
  /** Tells the pods from others of the same TokenCache. */
  static final Map<String, String> COMPONENT = Map.of("app.kubernetes.io/component", "valkey");

  private static final String CONFIG_HASH = Api.GROUP + "/config-hash";
  private static final String CONFIG_FOLDER = "/etc/valkey";
  private static final BigDecimal MEBI = BigDecimal.valueOf(1 << 20);

  private ValkeyDeployment() {}

  /**
   * Builds the Deployment.
   *
   * @param config text of the configuration; its digest restarts the pod on a change
   * @param maxMemory bound of the entries, from which the default memory limit derives
   * @param resources what the user asked for
   */
  public static Deployment build(
      CacheNames names,
      Images images,
      String config,
      String maxMemory,
      Optional<ResourceRequirements> resources) {
    return new DeploymentBuilder()
        .withMetadata(names.valkeyMeta())
        .withNewSpec()
        .withReplicas(1)
        .withRevisionHistoryLimit(1)
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(names.labels())
        .addToMatchLabels(COMPONENT)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(names.labels())
        .addToLabels(COMPONENT)
        .addToAnnotations(CONFIG_HASH, Digests.sha256Hex(config).substring(0, 16))
        .endMetadata()
        .withSpec(pod(names, container(images, maxMemory, resources)))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec pod(CacheNames names, Container container) {
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(5L)
        .withSecurityContext(Restricted.pod())
        .withContainers(container)
        .addNewVolume()
        .withName("config")
        .withNewSecret()
        .withSecretName(names.valkey())
        .withDefaultMode(0440)
        .endSecret()
        .endVolume()
        .addNewVolume()
        .withName("data")
        .withNewEmptyDir()
        .withSizeLimit(Quantity.parse("64Mi"))
        .endEmptyDir()
        .endVolume()
        .build();
  }

  private static Container container(
      Images images, String maxMemory, Optional<ResourceRequirements> resources) {
    return new ContainerBuilder()
        .withName("valkey")
        .withImage(images.valkey())
        .withImagePullPolicy(images.pullPolicy())
        .withCommand("valkey-server", CONFIG_FOLDER + "/" + ValkeyConfig.FILE)
        .addNewPort()
        .withName("redis")
        .withContainerPort(CacheNames.PORT)
        .withProtocol("TCP")
        .endPort()
        .withReadinessProbe(probe(2))
        .withLivenessProbe(probe(10))
        .withResources(resources.orElseGet(() -> defaults(maxMemory)))
        .withSecurityContext(Restricted.container())
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .addNewVolumeMount()
        .withName("config")
        .withMountPath(CONFIG_FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("data")
        .withMountPath("/data")
        .endVolumeMount()
        .build();
  }

  private static Probe probe(int periodSeconds) {
    return new ProbeBuilder()
        .withNewTcpSocket()
        .withNewPort(CacheNames.PORT)
        .endTcpSocket()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(2)
        .withFailureThreshold(3)
        .build();
  }

  /** Entries fill maxmemory; the allocator's waste and the clients' buffers come on top. */
  private static ResourceRequirements defaults(String maxMemory) {
    BigDecimal mebi =
        Quantity.getAmountInBytes(Quantity.parse(maxMemory)).divide(MEBI, RoundingMode.CEILING);
    BigDecimal limit = mebi.multiply(new BigDecimal("1.5")).add(BigDecimal.valueOf(32));
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", Quantity.parse("50m"))
        .addToRequests("memory", Quantity.parse("32Mi"))
        .addToLimits(
            "memory",
            Quantity.parse(limit.setScale(0, RoundingMode.CEILING).toPlainString() + "Mi"))
        .build();
  }
}
