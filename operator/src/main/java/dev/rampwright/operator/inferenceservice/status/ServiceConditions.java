package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.operator.inferenceservice.gather.Failure;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Exposures;
import dev.rampwright.operator.inferenceservice.router.GatewayRouter;
import dev.rampwright.operator.kube.Conditions;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Truth;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of a service, such that kstatus reads them right: Reconciling while it moves,
 * Stalled while only a person can help, never both.
 */
final class ServiceConditions {
  private final Gathered seen;
  private final Decision decision;
  private final Optional<Trouble> trouble;
  private final RevisionViews revisions;
  private final Optional<RouteCondition> route;
  private final String serving;
  private final int ready;

  ServiceConditions(Gathered seen, Decision decision, Optional<Trouble> trouble) {
    this.seen = seen;
    this.decision = decision;
    this.trouble = trouble;
    this.revisions = new RevisionViews(seen, decision);
    this.route = RouteCondition.of(seen, decision);
    this.serving = decision.ramp().next().stableRevision().orElse(decision.ramp().entryRevision());
    this.ready =
        (int)
            seen.pods().stream()
                .filter(ModelPodView::ready)
                .filter(
                    pod ->
                        pod.revision().equals(serving)
                            || pod.revision().equals(decision.ramp().entryRevision()))
                .count();
  }

  List<Condition> list() {
    InferenceServiceStatus old = seen.service().getStatus();
    Conditions conditions =
        Conditions.continuing(
            old == null ? null : old.conditions(),
            seen.service().getMetadata().getGeneration(),
            seen.now());
    conditions = withReady(conditions);
    conditions = withModelLoaded(conditions);
    conditions = CacheCondition.on(conditions, seen, decision);
    conditions = RouteCondition.on(conditions, route);
    conditions = AuthCondition.on(conditions, seen, decision);
    conditions = TlsCondition.on(conditions, seen, decision);
    return withMovement(conditions).list();
  }

  private Conditions withReady(Conditions conditions) {
    if (replicas() == 0) {
      return conditions.with(
          "Ready", Truth.False, Reason.ScaledToZero, "spec.replicas is 0: nothing runs");
    }
    if (ready > 0 && seen.entryRevisions().isEmpty()) {
      return conditions.with(
          "Ready",
          Truth.False,
          Reason.EndpointsPending,
          "pods are ready, but the entry Service does not list them yet");
    }
    Optional<Explanation> closed = TlsCondition.closed(seen, decision);
    if (ready > 0 && closed.isPresent()) {
      return conditions.with("Ready", Truth.False, closed.get().reason(), closed.get().message());
    }
    if (ready > 0) {
      return conditions.with(
          "Ready",
          Truth.True,
          Reason.RevisionReady,
          "revision %s serves at %s"
              .formatted(serving, seen.identity().url(Exposures.entry(seen, decision))));
    }
    boolean firstSight = seen.service().getStatus() == null;
    Explanation why = whyNotReady();
    return conditions.with(
        "Ready", firstSight ? Truth.Unknown : Truth.False, why.reason(), why.message());
  }

  private Conditions withModelLoaded(Conditions conditions) {
    if (ready > 0) {
      return conditions.with(
          "ModelLoaded", Truth.True, Reason.ModelLoaded, "the engine has loaded the model");
    }
    Explanation why =
        replicas() == 0
            ? new Explanation(Reason.ScaledToZero, "spec.replicas is 0: nothing runs")
            : whyNotReady();
    return conditions.with("ModelLoaded", Truth.False, why.reason(), why.message());
  }

  private Conditions withMovement(Conditions conditions) {
    RolloutHealth health = RolloutHealth.of(decision);
    Optional<Explanation> stall = stall(health);
    Optional<Explanation> move =
        stall.isPresent() ? Optional.empty() : health.moving().or(this::settling);
    Explanation rest = health.resting();
    return conditions
        .with(
            "Progressing",
            Truth.of(move.isPresent()),
            move.orElse(rest).reason(),
            move.orElse(rest).message())
        .with(
            "RolloutHealthy",
            Truth.of(health.illness().isEmpty()),
            health.illness().orElse(rest).reason(),
            health.illness().orElse(rest).message())
        .whileTrue(
            "Reconciling",
            move.isPresent(),
            move.orElse(rest).reason(),
            move.orElse(rest).message())
        .whileTrue(
            "Stalled",
            stall.isPresent(),
            stall.orElse(rest).reason(),
            stall.orElse(rest).message());
  }

  private Optional<Explanation> stall(RolloutHealth health) {
    return decision
        .problem()
        .map(problem -> new Explanation(problem.reason(), String.valueOf(problem.getMessage())))
        .or(
            () ->
                trouble
                    .filter(Trouble::stalls)
                    .map(it -> new Explanation(it.reason(), it.message())))
        .or(health::stall)
        .or(() -> routeHolds(health) ? route.flatMap(RouteCondition::stall) : Optional.empty());
  }

  /** A ramp that the sidecars split goes on, whatever a gateway says. */
  private boolean routeHolds(RolloutHealth health) {
    return decision.router() instanceof GatewayRouter || health.moving().isEmpty();
  }

  /** Pods are still missing, or a write failed and is tried again. */
  private Optional<Explanation> settling() {
    if (trouble.isPresent()) {
      return trouble.map(it -> new Explanation(it.reason(), it.message()));
    }
    boolean complete = seen.readyPodsOf(serving).size() >= replicas();
    return complete ? route.flatMap(RouteCondition::settling) : Optional.of(whyNotReady());
  }

  private Explanation whyNotReady() {
    Optional<Failure> failure = revisions.failure(serving);
    if (failure.isPresent()) {
      return explain(failure.get());
    }
    boolean loading = seen.podsOf(serving).stream().anyMatch(ModelPodView::sidecarRuns);
    return loading
        ? new Explanation(
            Reason.ModelLoading, "the engine of revision %s loads the model".formatted(serving))
        : new Explanation(
            Reason.RevisionPending, "the pods of revision %s are not there yet".formatted(serving));
  }

  private static Explanation explain(Failure failure) {
    Reason reason =
        failure.container().equals("pod") ? Reason.Unschedulable : Reason.ContainerFailed;
    String exit = failure.exitCode().map(code -> ", exit code " + code).orElse("");
    String words = failure.message().isEmpty() ? "" : ": " + failure.message();
    return new Explanation(
        reason, "%s: %s%s%s".formatted(failure.container(), failure.reason(), exit, words));
  }

  private int replicas() {
    return requireNonNullElse(seen.service().getSpec().replicas(), 1);
  }
}
