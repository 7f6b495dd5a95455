package dev.rampwright.operator.kube;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a pod itself says of why it does not run, in one sentence. */
public final class PodWords {
  /** Reasons of a container that waits as it should. */
  private static final Set<String> ORDINARY = Set.of("ContainerCreating", "PodInitializing");

  private static final int MAX = 800;

  private PodWords() {}

  /** The first trouble that the pod reports; empty if it reports none. */
  public static Optional<String> trouble(Pod pod) {
    PodStatus status = pod.getStatus();
    if (status == null) {
      return Optional.empty();
    }
    return Stream.concat(
            status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
        .flatMap(container -> containerTrouble(container).stream())
        .findFirst()
        .or(() -> evicted(status))
        .or(() -> unschedulable(status));
  }

  /** The first trouble that any of the pods reports. */
  public static Optional<String> firstTrouble(List<Pod> pods) {
    return pods.stream().flatMap(pod -> trouble(pod).stream()).findFirst();
  }

  private static Optional<String> containerTrouble(ContainerStatus container) {
    return Stream.of(container.getState(), container.getLastState())
        .filter(Objects::nonNull)
        .flatMap(state -> stateTrouble(container.getName(), state).stream())
        .findFirst();
  }

  private static Optional<String> stateTrouble(String container, ContainerState state) {
    ContainerStateTerminated ended = state.getTerminated();
    if (ended != null && !Objects.equals(ended.getExitCode(), 0)) {
      return Optional.of(
          "container %s ended with code %d (%s)%s"
              .formatted(
                  container, ended.getExitCode(), ended.getReason(), tail(ended.getMessage())));
    }
    ContainerStateWaiting waiting = state.getWaiting();
    if (waiting != null && waiting.getReason() != null && !ORDINARY.contains(waiting.getReason())) {
      return Optional.of(
          "container %s waits: %s%s"
              .formatted(container, waiting.getReason(), tail(waiting.getMessage())));
    }
    return Optional.empty();
  }

  private static Optional<String> evicted(PodStatus status) {
    return "Failed".equals(status.getPhase()) && status.getReason() != null
        ? Optional.of("the pod failed: " + status.getReason() + tail(status.getMessage()))
        : Optional.empty();
  }

  private static Optional<String> unschedulable(PodStatus status) {
    return status.getConditions().stream()
        .filter(condition -> "PodScheduled".equals(condition.getType()))
        .filter(condition -> "False".equals(condition.getStatus()))
        .map(condition -> "the pod cannot be placed" + tail(condition.getMessage()))
        .findFirst();
  }

  /** Logs end with what matters, so a long text loses its beginning. */
  private static String tail(@Nullable String message) {
    if (message == null || message.isBlank()) {
      return "";
    }
    String text = message.strip();
    return ": " + (text.length() <= MAX ? text : "..." + text.substring(text.length() - MAX));
  }
}
