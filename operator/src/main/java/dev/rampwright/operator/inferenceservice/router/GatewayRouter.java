package dev.rampwright.operator.inferenceservice.router;

import dev.rampwright.api.inferenceservice.RouteSpec;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.gather.RouteView;
import dev.rampwright.operator.inferenceservice.resources.HttpRoutes;
import dev.rampwright.operator.inferenceservice.resources.HttpRoutes.Backend;
import dev.rampwright.operator.inferenceservice.sidecar.Count;
import dev.rampwright.operator.inferenceservice.sidecar.Count.Counting;
import dev.rampwright.operator.kube.Drift;
import dev.rampwright.operator.ramp.RampDecision;
import dev.rampwright.operator.ramp.RampPlan;
import dev.rampwright.operator.ramp.RampState;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Gateway divides the requests that reach it, by weights in an HTTPRoute that the operator owns.
 * No sidecar forwards: each counts what its own revision answered, in the epoch that it was told.
 *
 * @param wish of the route; empty if it was taken out of the spec in mid-ramp
 */
public record GatewayRouter(Optional<RouteSpec> wish) implements Router {
  private static final int ALL = 100;

  @Override
  public String word() {
    return "Gateway";
  }

  /** The route first: while it is not in force nobody splits so, whatever the sidecars say. */
  @Override
  public Acknowledgement acknowledgement(Gathered seen, RampState state, RampPlan plan) {
    List<ModelPodView> counting =
        Stream.concat(
                Router.servingPods(seen, state).stream(), trafficked(seen, state, plan).stream())
            .distinct()
            .filter(ModelPodView::ready)
            .toList();
    int told =
        (int)
            counting.stream()
                .flatMap(pod -> pod.stats().stream())
                .filter(
                    it ->
                        it.core().epoch() == state.epoch()
                            && it.core().candidateWeightBasisPoints() == 0)
                .count();
    return new Acknowledgement(counting.size(), isInForce(seen, state, plan) ? told : 0);
  }

  /** As long as the gateway may do as an older route says, it may lead to either revision. */
  @Override
  public Set<String> entryRevisions(Gathered seen, RampState state, RampPlan plan) {
    Set<String> revisions = new HashSet<>(seen.entryRevisions());
    if (seen.route() instanceof RouteView.Found) {
      int weight = state.weightPercent(plan);
      boolean settled = isInForce(seen, state, plan);
      if (!settled || weight < ALL) {
        state.stableRevision().ifPresent(revisions::add);
      }
      if (!settled || weight > 0) {
        state.candidateRevision().ifPresent(revisions::add);
      }
    }
    return Set.copyOf(revisions);
  }

  @Override
  public List<Count> counts(Gathered seen, RampState state) {
    List<Count> counts = new ArrayList<>();
    state
        .stableRevision()
        .map(seen::podsOf)
        .map(pods -> Router.counts(pods.stream(), Counting.BOTH_SIDES))
        .ifPresent(counts::addAll);
    state
        .candidateRevision()
        .map(seen::podsOf)
        .map(pods -> Router.counts(pods.stream(), Counting.CANDIDATE_ONLY))
        .ifPresent(counts::addAll);
    return counts;
  }

  @Override
  public TrafficWeights weights(Gathered seen, RampDecision ramp) {
    return TrafficWeights.local(ramp.traffic().epoch());
  }

  @Override
  public boolean othersMayFollow(Gathered seen, RampDecision ramp) {
    return true;
  }

  @Override
  public Optional<HTTPRoute> route(Gathered seen, RampState state, RampPlan plan) {
    return wish.map(
        it ->
            HttpRoutes.of(
                seen.identity(),
                it,
                OptionalLong.of(state.epoch()),
                backends(seen, state, state.weightPercent(plan))));
  }

  private static List<Backend> backends(Gathered seen, RampState state, int weight) {
    List<Backend> backends = new ArrayList<>();
    if (weight < ALL) {
      String serving = state.stableRevision().orElse(state.entryRevision());
      backends.add(new Backend(seen.identity().revisionName(serving), ALL - weight));
    }
    if (weight > 0) {
      String candidate = state.candidateRevision().orElseThrow();
      backends.add(new Backend(seen.identity().revisionName(candidate), weight));
    }
    return backends;
  }

  private static List<ModelPodView> trafficked(Gathered seen, RampState state, RampPlan plan) {
    return state.weightPercent(plan) == 0
        ? List.of()
        : state.candidateRevision().map(seen::podsOf).orElse(List.of());
  }

  private boolean isInForce(Gathered seen, RampState state, RampPlan plan) {
    return seen.route() instanceof RouteView.Found found
        && route(seen, state, plan).filter(it -> !Drift.exists(it, found.route())).isPresent()
        && found.hasSettled(seen.now());
  }
}
