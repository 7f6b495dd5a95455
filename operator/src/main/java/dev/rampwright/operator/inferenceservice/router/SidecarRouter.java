package dev.rampwright.operator.inferenceservice.router;

import dev.rampwright.api.inferenceservice.RouteSpec;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.TrafficWeights.Sticky;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.resources.HttpRoutes;
import dev.rampwright.operator.inferenceservice.resources.HttpRoutes.Backend;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import dev.rampwright.operator.inferenceservice.sidecar.Count;
import dev.rampwright.operator.inferenceservice.sidecar.Count.Counting;
import dev.rampwright.operator.ramp.RampDecision;
import dev.rampwright.operator.ramp.RampDecision.Traffic;
import dev.rampwright.operator.ramp.RampPlan;
import dev.rampwright.operator.ramp.RampState;
import dev.rampwright.operator.ramp.Trying;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The stable revision's sidecars divide the requests, whichever way these reach them, and count
 * what became of them on either side.
 *
 * @param stickyHeader by which a session keeps to one side; empty: request by request
 * @param wish of a route that leads to the entry Service; empty: there is none
 */
public record SidecarRouter(Optional<String> stickyHeader, Optional<RouteSpec> wish)
    implements Router {
  private static final int BASIS_POINTS = 100;
  private static final int ALL = 100;

  @Override
  public String word() {
    return "Sidecar";
  }

  @Override
  public Acknowledgement acknowledgement(Gathered seen, RampState state, RampPlan plan) {
    List<ModelPodView> entry =
        Router.servingPods(seen, state).stream().filter(ModelPodView::ready).toList();
    return new Acknowledgement(
        entry.size(), acknowledged(entry, state.epoch(), state.weightPercent(plan)));
  }

  @Override
  public Set<String> entryRevisions(Gathered seen, RampState state, RampPlan plan) {
    return seen.entryRevisions();
  }

  @Override
  public List<Count> counts(Gathered seen, RampState state) {
    return Router.counts(
        state.stableRevision().stream().flatMap(stable -> seen.podsOf(stable).stream()),
        Counting.BOTH_SIDES);
  }

  @Override
  public TrafficWeights weights(Gathered seen, RampDecision ramp) {
    Traffic traffic = ramp.traffic();
    if (traffic.candidate().isEmpty()) {
      return TrafficWeights.local(traffic.epoch());
    }
    String candidate = traffic.candidate().get();
    List<ModelPodView> entry = Router.servingPods(seen, ramp.next());
    List<String> endpoints =
        seen.readyPodsOf(candidate).stream()
            .flatMap(pod -> pod.address().map(it -> it + ":" + hopPort(pod, entry)).stream())
            .sorted()
            .toList();
    TrafficWeights exact =
        new TrafficWeights(
            TrafficWeights.FORMAT_VERSION,
            traffic.epoch(),
            new TrafficWeights.Candidate(
                candidate, traffic.weightPercent() * BASIS_POINTS, endpoints));
    return sticky(ramp, entry).map(exact::by).orElse(exact);
  }

  /** From then on a hop of an older epoch is refused, so every entry pod must have the new one. */
  @Override
  public boolean othersMayFollow(Gathered seen, RampDecision ramp) {
    List<ModelPodView> entry =
        ramp.next().stableRevision().map(seen::readyPodsOf).orElse(List.of());
    return acknowledged(entry, ramp.traffic().epoch(), ramp.traffic().weightPercent())
        == entry.size();
  }

  @Override
  public Optional<HTTPRoute> route(Gathered seen, RampState state, RampPlan plan) {
    return wish.map(
        it ->
            HttpRoutes.of(
                seen.identity(),
                it,
                OptionalLong.empty(),
                List.of(new Backend(seen.identity().name(), ALL))));
  }

  /** Sidecars of release 0.1.0 know no sessions: theirs are split request by request. */
  private Optional<Sticky> sticky(RampDecision ramp, List<ModelPodView> entry) {
    boolean known =
        entry.stream()
            .flatMap(pod -> pod.stats().stream())
            .allMatch(it -> it.core().speaks().contains(TrafficWeights.STICKY_FORMAT_VERSION));
    return known && ramp.next() instanceof Trying it
        ? stickyHeader.map(header -> new Sticky(it.attempt().id(), header))
        : Optional.empty();
  }

  /** One text for all entry pods: they are of one revision. */
  private static int hopPort(ModelPodView pod, List<ModelPodView> entry) {
    boolean clear = entry.stream().anyMatch(it -> it.channel() == Channel.CLEAR);
    return pod.channel().hopPort(clear ? Channel.CLEAR : Channel.MUTUAL_TLS);
  }

  private static int acknowledged(List<ModelPodView> entry, long epoch, int weightPercent) {
    return (int)
        entry.stream()
            .flatMap(pod -> pod.stats().stream())
            .filter(
                stats ->
                    stats.core().epoch() == epoch
                        && stats.core().candidateWeightBasisPoints()
                            == weightPercent * BASIS_POINTS)
            .count();
  }
}
