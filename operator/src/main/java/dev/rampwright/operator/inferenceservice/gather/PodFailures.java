package dev.rampwright.operator.inferenceservice.gather;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from a pod's status what went wrong in it; pure. */
public final class PodFailures {
  /** A container that exited non-zero this often does not heal. */
  static final int EXITS = 3;

  /** A pull may fail for a moment; from then on it does not heal. */
  static final Duration PULL_PATIENCE = Duration.ofSeconds(20);

  private static final Set<String> PULL = Set.of("ErrImagePull", "ImagePullBackOff");
  private static final Set<String> HOPELESS =
      Set.of(
          "InvalidImageName",
          "ErrImageNeverPull",
          "CreateContainerConfigError",
          "CreateContainerError");
  private static final int MAX_MESSAGE = 1024;

  private PodFailures() {}

  /** The worst that the pod's status tells: terminal ones first. */
  public static Optional<Failure> of(Pod pod, Instant now) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    Stream<Optional<Failure>> containers =
        Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(),
                pod.getStatus().getContainerStatuses().stream())
            .map(status -> container(pod, status, now));
    return Stream.concat(containers, Stream.of(unschedulable(pod)))
        .flatMap(Optional::stream)
        .reduce((one, other) -> !one.terminal() && other.terminal() ? other : one);
  }

  private static Optional<Failure> container(Pod pod, ContainerStatus status, Instant now) {
    @Nullable ContainerState state = status.getState();
    if (state == null) {
      return Optional.empty();
    }
    Optional<Failure> waiting =
        Optional.ofNullable(state.getWaiting()).flatMap(it -> cannotStart(pod, status, it, now));
    return waiting.or(() -> exited(status, state));
  }

  private static Optional<Failure> cannotStart(
      Pod pod, ContainerStatus status, ContainerStateWaiting waiting, Instant now) {
    String reason = requireNonNullElse(waiting.getReason(), "");
    boolean pull = PULL.contains(reason);
    if (!pull && !HOPELESS.contains(reason)) {
      return Optional.empty();
    }
    boolean terminal = !pull || now.isAfter(scheduledAt(pod, now).plus(PULL_PATIENCE));
    String message = tail(waiting.getMessage());
    return Optional.of(
        new Failure(
            status.getName(), reason, message, Optional.empty(), Optional.empty(), terminal));
  }

  /** A container that has since become ready has healed. */
  private static Optional<Failure> exited(ContainerStatus status, ContainerState state) {
    ContainerStateTerminated last = lastExit(status, state);
    if (last == null || requireNonNullElse(last.getExitCode(), 0) == 0) {
      return Optional.empty();
    }
    boolean running = state.getRunning() != null;
    boolean healed = running && Boolean.TRUE.equals(status.getReady()) && isSidecar(status);
    int exits = requireNonNullElse(status.getRestartCount(), 0) + (running ? 0 : 1);
    return Optional.of(
        new Failure(
            status.getName(),
            requireNonNullElse(last.getReason(), "Error"),
            tail(last.getMessage()),
            Optional.ofNullable(last.getExitCode()),
            Optional.ofNullable(last.getFinishedAt()),
            !healed && exits >= EXITS));
  }

  /** The engine has no probe of its own and counts as ready as soon as it runs. */
  private static boolean isSidecar(ContainerStatus status) {
    return status.getName().equals("sidecar");
  }

  private static @Nullable ContainerStateTerminated lastExit(
      ContainerStatus status, ContainerState state) {
    if (state.getTerminated() != null) {
      return state.getTerminated();
    }
    return status.getLastState() == null ? null : status.getLastState().getTerminated();
  }

  private static Optional<Failure> unschedulable(Pod pod) {
    return condition(pod, "PodScheduled")
        .filter(condition -> "False".equals(condition.getStatus()))
        .map(
            condition ->
                new Failure(
                    "pod",
                    requireNonNullElse(condition.getReason(), "Unschedulable"),
                    tail(condition.getMessage()),
                    Optional.empty(),
                    Optional.ofNullable(condition.getLastTransitionTime()),
                    false));
  }

  private static Instant scheduledAt(Pod pod, Instant absent) {
    return condition(pod, "PodScheduled")
        .map(PodCondition::getLastTransitionTime)
        .map(Instant::parse)
        .orElse(absent);
  }

  static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }

  /** The last words are at the end. */
  private static String tail(@Nullable String message) {
    String text = requireNonNullElse(message, "").strip();
    return text.length() <= MAX_MESSAGE
        ? text
        : "..." + text.substring(text.length() - MAX_MESSAGE);
  }
}
