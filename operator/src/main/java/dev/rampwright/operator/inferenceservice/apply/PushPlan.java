package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.TrafficWeights.Candidate;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.Gatherer;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.SidecarSettings;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient.Push;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which sidecars must be told what; pure but for the memory of earlier pushes. */
final class PushPlan {
  private final Gathered seen;
  private final Decision decision;
  private final PushMemory memory;

  PushPlan(Gathered seen, Decision decision, PushMemory memory) {
    this.seen = seen;
    this.decision = decision;
    this.memory = memory;
  }

  /** Live settings, for every sidecar that has others. */
  List<Push> configs() {
    return decision.running().stream().flatMap(this::configsOf).toList();
  }

  /** The split, for the pods of the stable revision. */
  List<Push> splits() {
    TrafficWeights weights = decision.router().weights(seen, decision.ramp());
    @Nullable Candidate candidate = weights.candidate();
    int basisPoints = candidate == null ? 0 : candidate.weightBasisPoints();
    String body = ContractJson.write(weights);
    return entryPods().stream().flatMap(pod -> weightsFor(pod, basisPoints, body)).toList();
  }

  /** The new epoch for the other revisions' pods, as soon as they may have it. */
  List<Push> locals() {
    if (!decision.router().othersMayFollow(seen, decision.ramp())) {
      return List.of();
    }
    String body = ContractJson.write(TrafficWeights.local(decision.ramp().traffic().epoch()));
    Optional<String> stable = decision.ramp().next().stableRevision();
    return decision.running().stream()
        .filter(revision -> !stable.equals(Optional.of(revision.hash())))
        .flatMap(revision -> seen.podsOf(revision.hash()).stream())
        .flatMap(pod -> weightsFor(pod, 0, body))
        .toList();
  }

  private List<ModelPodView> entryPods() {
    return decision.ramp().next().stableRevision().map(seen::podsOf).orElse(List.of());
  }

  private Stream<Push> weightsFor(ModelPodView pod, int basisPoints, String body) {
    return pod
        .stats()
        .filter(stats -> !hasWeights(pod, stats, basisPoints, body))
        .flatMap(_ -> Gatherer.target(seen.identity(), pod, seen.adminToken()))
        .map(target -> new Push(target, AdminPaths.TRAFFIC, body))
        .stream();
  }

  private boolean hasWeights(ModelPodView pod, SidecarStats stats, int basisPoints, String body) {
    return stats.core().epoch() == decision.ramp().traffic().epoch()
        && stats.core().candidateWeightBasisPoints() == basisPoints
        && memory
            .lastTaken(pod.uid(), AdminPaths.TRAFFIC, stats.core().instance())
            .filter(body::equals)
            .isPresent();
  }

  private Stream<Push> configsOf(Revision revision) {
    String body = ContractJson.write(SidecarSettings.of(seen, decision, revision));
    String digest = Digests.sha256Hex(body);
    return seen.podsOf(revision.hash()).stream()
        .filter(
            pod -> pod.stats().filter(it -> !it.core().configDigest().equals(digest)).isPresent())
        .flatMap(pod -> Gatherer.target(seen.identity(), pod, seen.adminToken()).stream())
        .map(target -> new Push(target, AdminPaths.CONFIG, body));
  }
}
