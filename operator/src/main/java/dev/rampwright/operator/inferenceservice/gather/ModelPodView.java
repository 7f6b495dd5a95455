package dev.rampwright.operator.inferenceservice.gather;

import dev.rampwright.api.common.Api;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What matters of one model pod.
 *
 * @param name its name
 * @param uid its UID
 * @param revision the revision that it belongs to
 * @param address its IP address; empty before it has one
 * @param channel how its sidecar is spoken to
 * @param ready whether it can take requests
 * @param sidecarRuns whether its sidecar may hold requests
 * @param terminating whether it was told to go
 * @param failure what went wrong in it
 * @param stats what its sidecar says; empty if it was not or could not be asked
 */
public record ModelPodView(
    String name,
    String uid,
    String revision,
    Optional<String> address,
    Channel channel,
    boolean ready,
    boolean sidecarRuns,
    boolean terminating,
    Optional<Failure> failure,
    Optional<SidecarStats> stats) {

  /** Reads a pod; empty for one that has ended or is not a revision's. */
  public static Optional<ModelPodView> of(Pod pod, Instant now) {
    String revision = pod.getMetadata().getLabels().get(Api.LABEL_REVISION);
    if (revision == null || pod.getStatus() == null || hasEnded(pod)) {
      return Optional.empty();
    }
    boolean terminating = pod.getMetadata().getDeletionTimestamp() != null;
    return Optional.of(
        new ModelPodView(
            pod.getMetadata().getName(),
            pod.getMetadata().getUid(),
            revision,
            Optional.ofNullable(pod.getStatus().getPodIP()).filter(ip -> !ip.isEmpty()),
            Channel.of(pod.getSpec()),
            !terminating && isReady(pod),
            sidecarRuns(pod),
            terminating,
            PodFailures.of(pod, now),
            Optional.empty()));
  }

  /** With what its sidecar says. */
  public ModelPodView with(@Nullable SidecarStats answer) {
    return new ModelPodView(
        name,
        uid,
        revision,
        address,
        channel,
        ready,
        sidecarRuns,
        terminating,
        failure,
        Optional.ofNullable(answer));
  }

  /** Requests that its sidecar holds; one that cannot be asked counts as one. */
  public int inFlight() {
    int unknown = sidecarRuns ? 1 : 0;
    return stats
        .map(it -> it.core().inFlightLocal() + it.core().inFlightCandidate())
        .orElse(unknown);
  }

  private static boolean hasEnded(Pod pod) {
    String phase = pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private static boolean isReady(Pod pod) {
    return PodFailures.condition(pod, "Ready")
        .filter(condition -> "True".equals(condition.getStatus()))
        .isPresent();
  }

  private static boolean sidecarRuns(Pod pod) {
    return pod.getStatus().getInitContainerStatuses().stream()
        .filter(status -> "sidecar".equals(status.getName()))
        .map(ContainerStatus::getState)
        .anyMatch(state -> state != null && state.getRunning() != null);
  }
}
