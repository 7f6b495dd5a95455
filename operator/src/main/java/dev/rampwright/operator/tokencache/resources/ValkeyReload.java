package dev.rampwright.operator.tokencache.resources;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.operator.kube.Restricted;
import dev.rampwright.operator.settings.OperatorSettings.Images;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;

/**
 * The container that has Valkey read its certificate again when the kubelet has replaced the
 * mounted files, so that a renewal costs no entry. Valkey itself reads them at its start only.
 */
final class ValkeyReload {
  /** Both at once, or Valkey refuses them as no pair; while it is starting, the next turn does. */
  private static final String SCRIPT =
      """
      trap 'exit 0' TERM
      taken=
      while true; do
        sleep 5 & wait $!
        mounted=$(cat %1$s %2$s | cksum)
        [ "$mounted" != "$taken" ] || continue
        REDISCLI_AUTH=$(cat %3$s) valkey-cli -e -s %4$s \\
          config set tls-cert-file %1$s tls-key-file %2$s && taken=$mounted
      done
      """
          .formatted(
              ValkeyDeployment.TLS_FOLDER + "/" + SidecarFiles.TLS_CERTIFICATE,
              ValkeyDeployment.TLS_FOLDER + "/" + SidecarFiles.TLS_KEY,
              ValkeyDeployment.CONFIG_FOLDER + "/" + ValkeyConfig.PASSWORD,
              ValkeyConfig.SOCKET);

  private ValkeyReload() {}

  static Container container(Images images) {
    return new ContainerBuilder()
        .withName("reload")
        .withImage(images.valkey())
        .withImagePullPolicy(images.pullPolicy())
        .withCommand("sh", "-c", SCRIPT)
        .withNewResources()
        .addToRequests("cpu", Quantity.parse("1m"))
        .addToRequests("memory", Quantity.parse("4Mi"))
        .addToLimits("memory", Quantity.parse("32Mi"))
        .endResources()
        .withSecurityContext(Restricted.container())
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withVolumeMounts(ValkeyDeployment.mounts(ValkeyTransport.TLS))
        .build();
  }
}
