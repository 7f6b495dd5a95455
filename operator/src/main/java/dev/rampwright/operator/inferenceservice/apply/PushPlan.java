package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.TrafficWeights.Sticky;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.Gatherer;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Observations;
import dev.rampwright.operator.inferenceservice.rollout.RolloutPlans;
import dev.rampwright.operator.inferenceservice.rollout.SidecarSettings;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient.Push;
import dev.rampwright.operator.ramp.RampDecision.Traffic;
import dev.rampwright.operator.ramp.Trying;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which sidecars must be told what; pure but for the memory of earlier pushes. */
final class PushPlan {
  private static final int BASIS_POINTS = 100;

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

  /** The split, for the pods that split: those of the stable revision. */
  List<Push> splits() {
    Traffic traffic = decision.ramp().traffic();
    String body = ContractJson.write(weights(traffic));
    int basisPoints = traffic.weightPercent() * BASIS_POINTS;
    return entryPods().stream().flatMap(pod -> weightsFor(pod, basisPoints, body)).toList();
  }

  /**
   * The new epoch for the other revisions' pods, once every entry pod has it: from then on a hop of
   * an older epoch is refused.
   */
  List<Push> locals() {
    Traffic traffic = decision.ramp().traffic();
    List<ModelPodView> entry = entryPods().stream().filter(ModelPodView::ready).toList();
    if (Observations.acknowledged(entry, traffic.epoch(), traffic.weightPercent()) < entry.size()) {
      return List.of();
    }
    String body = ContractJson.write(TrafficWeights.local(traffic.epoch()));
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

  private TrafficWeights weights(Traffic traffic) {
    if (traffic.candidate().isEmpty()) {
      return TrafficWeights.local(traffic.epoch());
    }
    String candidate = traffic.candidate().get();
    List<String> endpoints =
        seen.readyPodsOf(candidate).stream()
            .flatMap(pod -> pod.address().map(it -> it + ":" + hopPort(pod)).stream())
            .sorted()
            .toList();
    TrafficWeights exact =
        new TrafficWeights(
            TrafficWeights.FORMAT_VERSION,
            traffic.epoch(),
            new TrafficWeights.Candidate(
                candidate, traffic.weightPercent() * BASIS_POINTS, endpoints));
    return sticky().map(exact::by).orElse(exact);
  }

  /** Sidecars of release 0.1.0 know no sessions: theirs are split request by request. */
  private Optional<Sticky> sticky() {
    boolean known =
        entryPods().stream()
            .flatMap(pod -> pod.stats().stream())
            .allMatch(it -> it.speaks().contains(TrafficWeights.STICKY_FORMAT_VERSION));
    return known && decision.ramp().next() instanceof Trying it
        ? RolloutPlans.stickyHeader(decision.planSource())
            .map(header -> new Sticky(it.attempt().id(), header))
        : Optional.empty();
  }

  /** One text for all entry pods: they are of one revision. */
  private int hopPort(ModelPodView pod) {
    boolean clear = entryPods().stream().anyMatch(it -> it.channel() == Channel.CLEAR);
    return pod.channel().hopPort(clear ? Channel.CLEAR : Channel.MUTUAL_TLS);
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
    return stats.epoch() == decision.ramp().traffic().epoch()
        && stats.candidateWeightBasisPoints() == basisPoints
        && memory
            .lastTaken(pod.uid(), AdminPaths.TRAFFIC, stats.instance())
            .filter(body::equals)
            .isPresent();
  }

  private Stream<Push> configsOf(Revision revision) {
    String body = ContractJson.write(SidecarSettings.of(seen, decision, revision));
    String digest = Digests.sha256Hex(body);
    return seen.podsOf(revision.hash()).stream()
        .filter(pod -> pod.stats().filter(it -> !it.configDigest().equals(digest)).isPresent())
        .flatMap(pod -> Gatherer.target(seen.identity(), pod, seen.adminToken()).stream())
        .map(target -> new Push(target, AdminPaths.CONFIG, body));
  }
}
