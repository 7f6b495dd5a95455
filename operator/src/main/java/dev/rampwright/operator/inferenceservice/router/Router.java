package dev.rampwright.operator.inferenceservice.router;

import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.sidecar.Count;
import dev.rampwright.operator.ramp.RampDecision;
import dev.rampwright.operator.ramp.RampPlan;
import dev.rampwright.operator.ramp.RampState;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who divides clients' requests between two revisions. The ramp knows nothing of it: it says an
 * epoch, a candidate and a weight, and is shown how far they are in force and what was counted
 * meanwhile. How the one is carried out, and where the other comes from, is a router's.
 */
public sealed interface Router permits SidecarRouter, GatewayRouter {
  /**
   * How far a split is in force.
   *
   * @param pods that must have it
   * @param acknowledged those of them that have
   */
  record Acknowledgement(int pods, int acknowledged) {}

  /** One word for the status. */
  String word();

  /** How far the state's split is in force. */
  Acknowledgement acknowledgement(Gathered seen, RampState state, RampPlan plan);

  /** The revisions to which clients' requests may lead, before the sidecars divide them. */
  Set<String> entryRevisions(Gathered seen, RampState state, RampPlan plan);

  /** What was counted, and for whom; of whatever epoch. */
  List<Count> counts(Gathered seen, RampState state);

  /** What the stable revision's sidecars are told. Those of others serve everything themselves. */
  TrafficWeights weights(Gathered seen, RampDecision ramp);

  /** Whether the other revisions' sidecars may have the epoch, too. */
  boolean othersMayFollow(Gathered seen, RampDecision ramp);

  /** The service's HTTPRoute as it must be; empty if it has none. */
  Optional<HTTPRoute> route(Gathered seen, RampState state, RampPlan plan);

  /** The pods of the revision that serves, whether others are tried or not. */
  static List<ModelPodView> servingPods(Gathered seen, RampState state) {
    return seen.podsOf(state.stableRevision().orElse(state.entryRevision()));
  }

  /** What those pods say that said anything. */
  static List<Count> counts(Stream<ModelPodView> pods, Count.Counting of) {
    return pods.flatMap(pod -> pod.stats().stream()).map(stats -> new Count(stats, of)).toList();
  }
}
