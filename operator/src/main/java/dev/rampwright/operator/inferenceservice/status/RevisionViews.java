package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.ContainerFailure;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RevisionRole;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RevisionState;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RevisionStatus;
import dev.rampwright.operator.inferenceservice.gather.Failure;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Exposures;
import dev.rampwright.operator.ramp.RampDecision.Scale;
import dev.rampwright.operator.ramp.RampState;
import dev.rampwright.operator.ramp.RolledBack;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code status.revisions}: what runs, what goes, and what failed last. */
final class RevisionViews {
  private static final int MAX = 10;
  private static final int ALL = 100;

  private final Gathered seen;
  private final Decision decision;

  RevisionViews(Gathered seen, Decision decision) {
    this.seen = seen;
    this.decision = decision;
  }

  List<RevisionStatus> list() {
    List<String> running =
        decision.ramp().scales().stream().map(Scale::revision).distinct().toList();
    Stream<String> latched =
        decision.ramp().next() instanceof RolledBack it
            ? Stream.of(it.attempt().candidate())
            : Stream.empty();
    Stream<String> leaving = seen.pods().stream().map(ModelPodView::revision);
    return Stream.of(running.stream(), latched, leaving)
        .flatMap(hashes -> hashes)
        .distinct()
        .limit(MAX)
        .map(this::view)
        .toList();
  }

  /** The worst failure of a revision's pods. */
  Optional<Failure> failure(String hash) {
    return seen.podsOf(hash).stream()
        .flatMap(pod -> pod.failure().stream())
        .reduce((one, other) -> !one.terminal() && other.terminal() ? other : one);
  }

  private RevisionStatus view(String hash) {
    List<ModelPodView> staying =
        seen.podsOf(hash).stream().filter(pod -> !pod.terminating()).toList();
    return new RevisionStatus(
        hash,
        role(hash),
        state(hash, staying),
        staying.size(),
        seen.readyPodsOf(hash).size(),
        weight(hash),
        seen.identity().revisionUrl(hash, Exposures.revision(seen, hash)),
        lastFailure(hash));
  }

  private RevisionRole role(String hash) {
    RampState state = decision.ramp().next();
    if (state.stableRevision().equals(Optional.of(hash))) {
      return RevisionRole.Stable;
    }
    return state.candidateRevision().equals(Optional.of(hash))
        ? RevisionRole.Candidate
        : RevisionRole.Retiring;
  }

  private RevisionState state(String hash, List<ModelPodView> staying) {
    if (isLatched(hash) || failure(hash).filter(Failure::terminal).isPresent()) {
      return RevisionState.Failed;
    }
    if (staying.stream().anyMatch(ModelPodView::ready)) {
      return RevisionState.Warm;
    }
    if (wantedPods(hash) == 0) {
      return RevisionState.Stopped;
    }
    return staying.stream().anyMatch(ModelPodView::sidecarRuns)
        ? RevisionState.Loading
        : RevisionState.Pending;
  }

  /** Its pods are gone, what they said last is still wanted. */
  private boolean isLatched(String hash) {
    return decision.ramp().next() instanceof RolledBack it && it.attempt().candidate().equals(hash);
  }

  private int wantedPods(String hash) {
    return decision.ramp().scales().stream()
        .filter(scale -> scale.revision().equals(hash))
        .mapToInt(Scale::replicas)
        .findFirst()
        .orElse(0);
  }

  private int weight(String hash) {
    RampState state = decision.ramp().next();
    int candidate = decision.ramp().traffic().weightPercent();
    return switch (role(hash)) {
      case Candidate -> candidate;
      case Stable -> state.candidateRevision().isPresent() ? ALL - candidate : ALL;
      case Retiring -> 0;
    };
  }

  private @Nullable ContainerFailure lastFailure(String hash) {
    return failure(hash)
        .map(RevisionViews::api)
        .orElseGet(() -> isLatched(hash) ? before(hash) : null);
  }

  private @Nullable ContainerFailure before(String hash) {
    InferenceServiceStatus old = seen.service().getStatus();
    if (old == null) {
      return null;
    }
    return requireNonNullElse(old.revisions(), List.<RevisionStatus>of()).stream()
        .filter(revision -> revision.hash().equals(hash))
        .findFirst()
        .map(RevisionStatus::lastFailure)
        .orElse(null);
  }

  private static ContainerFailure api(Failure failure) {
    return new ContainerFailure(
        failure.container(),
        failure.reason(),
        failure.message().isEmpty() ? null : failure.message(),
        failure.exitCode().orElse(null),
        failure.time().orElse(null));
  }
}
