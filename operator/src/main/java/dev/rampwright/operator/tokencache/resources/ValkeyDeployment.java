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
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Deployment of the managed Valkey: one pod, replaced when its configuration changes. */
public final class ValkeyDeployment {
  /** Tells the pods from others of the same TokenCache. */
  static final Map<String, String> COMPONENT = Map.of("app.kubernetes.io/component", "valkey");

  private static final String CONFIG_HASH = Api.GROUP + "/config-hash";
  static final String CONFIG_FOLDER = "/etc/valkey";
  static final String TLS_FOLDER = "/etc/valkey-tls";
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
      Optional<ResourceRequirements> resources,
      ValkeyTransport transport) {
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
        .withSpec(pod(names, containers(images, maxMemory, resources, transport), transport))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec pod(
      CacheNames names, List<Container> containers, ValkeyTransport transport) {
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(5L)
        .withSecurityContext(Restricted.pod())
        .withContainers(containers)
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
        .addAllToVolumes(
            switch (transport) {
              case CLEAR -> List.of();
              case TLS -> List.of(certificate(names));
            })
        .build();
  }

  private static Volume certificate(CacheNames names) {
    return new VolumeBuilder()
        .withName(ValkeyTransport.CERTIFICATE_VOLUME)
        .withNewSecret()
        .withSecretName(names.valkeyTls())
        .withDefaultMode(0440)
        .endSecret()
        .build();
  }

  private static List<Container> containers(
      Images images,
      String maxMemory,
      Optional<ResourceRequirements> resources,
      ValkeyTransport transport) {
    Container valkey = container(images, maxMemory, resources, transport);
    return switch (transport) {
      case CLEAR -> List.of(valkey);
      case TLS -> List.of(valkey, ValkeyReload.container(images));
    };
  }

  private static Container container(
      Images images,
      String maxMemory,
      Optional<ResourceRequirements> resources,
      ValkeyTransport transport) {
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
        .withReadinessProbe(probe(2, transport))
        .withLivenessProbe(probe(10, transport))
        .withResources(resources.orElseGet(() -> defaults(maxMemory)))
        .withSecurityContext(Restricted.container())
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withVolumeMounts(mounts(transport))
        .build();
  }

  static List<VolumeMount> mounts(ValkeyTransport transport) {
    List<VolumeMount> mounts =
        new ArrayList<>(List.of(readOnly("config", CONFIG_FOLDER), mount("data", "/data").build()));
    if (transport == ValkeyTransport.TLS) {
      mounts.add(readOnly(ValkeyTransport.CERTIFICATE_VOLUME, TLS_FOLDER));
    }
    return mounts;
  }

  private static VolumeMount readOnly(String name, String path) {
    return mount(name, path).withReadOnly(true).build();
  }

  private static VolumeMountBuilder mount(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path);
  }

  /** With TLS by the socket: it would complain of a connection that ends before the handshake. */
  private static Probe probe(int periodSeconds, ValkeyTransport transport) {
    ProbeBuilder probe =
        new ProbeBuilder()
            .withPeriodSeconds(periodSeconds)
            .withTimeoutSeconds(2)
            .withFailureThreshold(3);
    return switch (transport) {
      case CLEAR -> probe.withNewTcpSocket().withNewPort(CacheNames.PORT).endTcpSocket().build();
      case TLS ->
          probe
              .withNewExec()
              .withCommand("valkey-cli", "-s", ValkeyConfig.SOCKET, "ping")
              .endExec()
              .build();
    };
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
