package dev.rampwright.operator.inferenceservice.crash;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.CommandOutcome;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.HandledCommand;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RevisionStatus;
import dev.rampwright.operator.inferenceservice.FakeSidecar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What objects and sidecars must show after each pass, also after one that the operator did not
 * outlive. A violation begins with its name.
 */
final class ObjectInvariants {
  private final Map<String, String> doneAt = new HashMap<>();
  private long recordedEpoch;

  /**
   * Looks at what a pass left.
   *
   * @param before the service as the pass read it
   * @param seen what the pass saw
   * @param after the service after it
   * @throws AssertionError that names the invariant
   */
  void check(
      CrashWorld world, InferenceService before, ListedContext seen, InferenceService after) {
    InferenceServiceStatus status = after.getStatus();
    if (status == null || status.rollout() == null) {
      return;
    }
    sharesSumTo100(status);
    if (!version(before).equals(version(after))) {
      noWeightWithoutReadyPod(status, seen);
    }
    requireNonNullElse(status.handledCommands(), List.<HandledCommand>of()).forEach(this::once);
    epochsRise(world, status);
    entryLeadsSomewhere(world);
  }

  private static void hold(boolean condition, String invariant, Object seen) {
    if (!condition) {
      throw new AssertionError(invariant + "; " + seen);
    }
  }

  private static void sharesSumTo100(InferenceServiceStatus status) {
    List<RevisionStatus> revisions = requireNonNull(status.revisions());
    int sum = revisions.stream().mapToInt(it -> requireNonNullElse(it.weight(), 0)).sum();
    hold(status.stableRevision() == null || sum == 100, "I1 shares sum to 100", revisions);
  }

  private static void noWeightWithoutReadyPod(InferenceServiceStatus status, ListedContext seen) {
    int weight = requireNonNull(status.traffic()).candidateWeight();
    hold(
        weight == 0
            || ready(seen, status.candidateRevision()) > 0
            || ready(seen, status.stableRevision()) == 0,
        "I2 no weight without a ready pod",
        status);
  }

  private static long ready(ListedContext seen, @Nullable String hash) {
    return seen.all(Pod.class).stream()
        .filter(
            pod ->
                String.valueOf(hash).equals(pod.getMetadata().getLabels().get(Api.LABEL_REVISION)))
        .filter(
            pod ->
                pod.getStatus().getConditions().stream()
                    .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True")))
        .count();
  }

  private void once(HandledCommand handled) {
    if (handled.outcome() == CommandOutcome.Done) {
      String token = handled.command().substring(handled.command().lastIndexOf('/'));
      String run = handled.command() + " at " + handled.time();
      String first = requireNonNullElse(doneAt.putIfAbsent(token, run), run);
      hold(first.equals(run), "I7 a command runs once", first + ", " + run);
    }
  }

  private void epochsRise(CrashWorld world, InferenceServiceStatus status) {
    long epoch = requireNonNullElse(requireNonNull(status.rollout()).epoch(), 0L);
    hold(epoch >= recordedEpoch, "I8 the recorded epoch falls", recordedEpoch + ", " + epoch);
    recordedEpoch = epoch;
    for (FakeSidecar sidecar : world.node.running()) {
      hold(
          sidecar.epoch() <= epoch,
          "I8 a sidecar knows an epoch that is not recorded",
          sidecar.epoch() + ", recorded " + epoch);
      hold(sidecar.refusals().isEmpty(), "I8 a sidecar's epochs only rise", sidecar.refusals());
    }
  }

  /** Clients' requests need a revision that runs, whatever was done and what was not. */
  private static void entryLeadsSomewhere(CrashWorld world) {
    Optional<String> selected =
        Optional.ofNullable(
                world
                    .admin
                    .services()
                    .inNamespace(world.namespace)
                    .withName(CrashWorld.SERVICE)
                    .get())
            .map((Service it) -> it.getSpec().getSelector().get(Api.LABEL_REVISION));
    List<String> running =
        world.admin.apps().deployments().inNamespace(world.namespace).list().getItems().stream()
            .map((Deployment it) -> it.getMetadata().getLabels().get(Api.LABEL_REVISION))
            .toList();
    hold(
        running.isEmpty() || selected.isEmpty() || running.contains(selected.get()),
        "E1 the entry Service leads to a revision that runs",
        selected + ", " + running);
  }

  private static String version(InferenceService service) {
    return service.getMetadata().getResourceVersion();
  }
}
