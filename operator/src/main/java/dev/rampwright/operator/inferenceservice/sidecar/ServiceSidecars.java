package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.api.common.Api;
import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.kube.Labels;
import dev.rampwright.operator.tokencache.SidecarReadings;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks all sidecars of a service by its name; for controllers that hold no cache of its pods. */
public final class ServiceSidecars implements SidecarReadings {
  private final KubernetesClient client;
  private final SidecarClient sidecars;

  public ServiceSidecars(KubernetesClient client, SidecarClient sidecars) {
    this.client = client;
    this.sidecars = sidecars;
  }

  /** What the sidecars of the service's running pods say; those that do not answer are left out. */
  @Override
  public List<SidecarStats> read(String namespace, String service) {
    return List.copyOf(sidecars.stats(targets(namespace, service)).values());
  }

  /** Sends an order to those that have another one, or none; who does not answer is left out. */
  public void order(String namespace, String service, PrewarmOrder order) {
    List<SidecarTarget> targets = targets(namespace, service);
    Map<String, SidecarStats> stats = sidecars.stats(targets);
    String body = ContractJson.write(order);
    var unused =
        sidecars.push(
            targets.stream()
                .filter(target -> lacks(stats.get(target.podUid()), order))
                .map(target -> new SidecarClient.Push(target, AdminPaths.CACHE_PREWARM, body))
                .toList());
  }

  private static boolean lacks(@Nullable SidecarStats stats, PrewarmOrder order) {
    return stats != null
        && (stats.prewarm() == null || !stats.prewarm().digest().equals(order.digest()));
  }

  private List<SidecarTarget> targets(String namespace, String service) {
    Identity identity = new Identity(namespace, service, "");
    Secret secret =
        client.secrets().inNamespace(namespace).withName(identity.adminSecretName()).get();
    if (secret == null || secret.getData() == null) {
      return List.of();
    }
    String data = secret.getData().getOrDefault(SidecarFiles.ADMIN_TOKEN, "");
    String token = new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    List<Pod> pods =
        client
            .pods()
            .inNamespace(namespace)
            .withLabel(Api.LABEL_SERVICE, service)
            .list()
            .getItems();
    return pods.stream().flatMap(pod -> target(identity, pod, token).stream()).toList();
  }

  /** Also where it has no pods now: they would come back as they were. */
  @Override
  public boolean anyInClearText(String namespace, String service) {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withLabels(Labels.of(Identity.KIND_LABEL, service))
        .list()
        .getItems()
        .stream()
        .anyMatch(found -> Channel.of(found.getSpec().getTemplate().getSpec()) == Channel.CLEAR);
  }

  private static Optional<SidecarTarget> target(Identity identity, Pod pod, String token) {
    String address = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    boolean runs = pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
    return address == null || !runs
        ? Optional.empty()
        : Optional.of(
            new SidecarTarget(
                pod.getMetadata().getUid(),
                pod.getMetadata().getName(),
                address,
                Channel.of(pod.getSpec()),
                identity.peerName(),
                token));
  }
}
