package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.CacheStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.FailedRevision;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.TrafficStatus;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.gather.RouteView.Found;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Exposures;
import dev.rampwright.operator.inferenceservice.router.Router.Acknowledgement;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import dev.rampwright.operator.ramp.Attempt;
import dev.rampwright.operator.ramp.Cause;
import dev.rampwright.operator.ramp.RampDecision.Scale;
import dev.rampwright.operator.ramp.RampDecision.Traffic;
import dev.rampwright.operator.ramp.RampState;
import dev.rampwright.operator.ramp.RolledBack;
import dev.rampwright.operator.ramp.RollingBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The status of a service, a function of what was seen and decided. */
public final class ServiceStatus {
  private static final int MAX_FAILED = 10;

  private ServiceStatus() {}

  /**
   * The status to record.
   *
   * @param trouble of the last pass
   * @param hitRate the one to show; empty before the first lookup
   */
  public static InferenceServiceStatus of(
      Gathered seen, Decision decision, Optional<Trouble> trouble, Optional<String> hitRate) {
    InferenceServiceStatus old = seen.service().getStatus();
    RampState next = decision.ramp().next();
    String serving = next.stableRevision().orElse(decision.ramp().entryRevision());
    return new InferenceServiceStatus(
        seen.service().getMetadata().getGeneration(),
        new ServiceConditions(seen, decision, trouble).list(),
        seen.identity().url(Exposures.entry(seen, decision)),
        withoutSurge(seen, serving, decision, ModelPodView::terminating),
        withoutSurge(seen, serving, decision, pod -> !pod.ready()),
        selector(seen, serving),
        next.stableRevision().orElse(null),
        next.candidateRevision().orElse(null),
        new RevisionViews(seen, decision).list(),
        failedRevisions(old, next),
        RolloutView.of(old == null ? null : old.rollout(), decision, seen.now()),
        traffic(seen, decision),
        hitRate.map(CacheStatus::new).orElse(null),
        CommandViews.list(old, decision, seen.now()),
        BenchmarkView.of(old, seen));
  }

  /**
   * Where old pods have made room, new ones count in their place; extra ones never do, or an
   * autoscaler would take a ramp for growth.
   */
  private static int withoutSurge(
      Gathered seen, String serving, Decision decision, Predicate<ModelPodView> leftOut) {
    List<ModelPodView> all = seen.pods().stream().filter(leftOut.negate()).toList();
    int ofServing = (int) all.stream().filter(pod -> pod.revision().equals(serving)).count();
    int asked =
        decision.ramp().scales().stream()
            .filter(scale -> scale.revision().equals(serving))
            .mapToInt(Scale::replicas)
            .sum();
    int roomMade = Math.max(0, decision.shown().replicas() - asked);
    return ofServing + Math.min(roomMade, all.size() - ofServing);
  }

  private static String selector(Gathered seen, String serving) {
    return "%s=%s,%s=%s"
        .formatted(Api.LABEL_SERVICE, seen.identity().name(), Api.LABEL_REVISION, serving);
  }

  private static TrafficStatus traffic(Gathered seen, Decision decision) {
    Traffic traffic = decision.ramp().traffic();
    Acknowledgement split =
        decision.router().acknowledgement(seen, decision.ramp().next(), decision.plan());
    boolean measured =
        traffic.weightPercent() > 0 && decision.previous().epoch() == traffic.epoch();
    EpochOutcomes outcomes = decision.outcomes();
    long candidate = outcomes.candidate().started();
    return new TrafficStatus(
        traffic.epoch(),
        traffic.weightPercent(),
        split.pods(),
        split.acknowledged(),
        measured ? outcomes.stable().started() + candidate : null,
        measured ? candidate : null,
        decision.router().word(),
        route(seen));
  }

  /** As long as it is wanted or there; what is not in the status is not looked for. */
  private static @Nullable String route(Gathered seen) {
    boolean kept = seen.service().getSpec().route() != null || seen.route() instanceof Found;
    return kept ? seen.identity().name() : null;
  }

  private static @Nullable List<FailedRevision> failedRevisions(
      @Nullable InferenceServiceStatus old, RampState next) {
    List<FailedRevision> failed =
        new ArrayList<>(
            requireNonNullElse(
                old == null ? null : old.failedRevisions(), List.<FailedRevision>of()));
    next.stableRevision().ifPresent(hash -> failed.removeIf(it -> it.hash().equals(hash)));
    if (next instanceof RollingBack it) {
      note(failed, it.attempt(), it.cause(), it.since());
    }
    if (next instanceof RolledBack it) {
      note(failed, it.attempt(), it.cause(), it.since());
    }
    return failed.isEmpty()
        ? null
        : List.copyOf(failed.subList(0, Math.min(failed.size(), MAX_FAILED)));
  }

  private static void note(
      List<FailedRevision> failed, Attempt attempt, Cause cause, Instant since) {
    if (!cause.reason().blamesCandidate()) {
      return;
    }
    String reason = cause.reason().word();
    boolean noted =
        failed.stream()
            .anyMatch(
                it ->
                    it.hash().equals(attempt.candidate())
                        && it.reason().equals(reason)
                        && it.message().equals(cause.message()));
    if (!noted) {
      failed.removeIf(it -> it.hash().equals(attempt.candidate()));
      failed.addFirst(
          new FailedRevision(attempt.candidate(), reason, cause.message(), since.toString()));
    }
  }
}
