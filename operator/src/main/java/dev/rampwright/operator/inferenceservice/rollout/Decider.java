package dev.rampwright.operator.inferenceservice.rollout;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.RolloutSpec;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.queries.QueryResults;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Pins;
import dev.rampwright.operator.inferenceservice.revision.Revisions;
import dev.rampwright.operator.inferenceservice.router.Router;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.ramp.Idle;
import dev.rampwright.operator.ramp.Observation;
import dev.rampwright.operator.ramp.Ramp;
import dev.rampwright.operator.ramp.RampDecision;
import dev.rampwright.operator.ramp.RampPlan;
import dev.rampwright.operator.ramp.RampState;
import dev.rampwright.operator.ramp.RolledBack;
import dev.rampwright.operator.ramp.Starting;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what runs and who gets the traffic; pure. */
public final class Decider {
  private Decider() {}

  /**
   * Decides one pass.
   *
   * @param recorded what its status holds of the ramp
   * @param current what a new revision takes from this operator
   * @param outcomes of the recorded state's epoch
   * @param queries answered in that epoch
   * @throws BlockedException if the spec makes no sense and nothing runs yet
   */
  public static Decision decide(
      Gathered seen,
      Recorded recorded,
      Pins current,
      EpochOutcomes outcomes,
      QueryResults queries) {
    Optional<RampState> known = recorded.state().or(() -> lost(seen));
    Wish wish = wish(seen, current, known, recorded.plan(), queries.providers());
    RampState state = known.orElseGet(() -> Starting.of(wish.hash(), seen.now()));
    RolloutSpec source = state.keepsPlan() ? recorded.plan().orElse(wish.plan()) : wish.plan();
    RampPlan plan = RolloutPlans.plan(source);
    Router router = RolloutPlans.router(source, seen.service().getSpec().route());
    int replicas = requireNonNullElse(seen.service().getSpec().replicas(), 1);
    Commands commands = Commands.of(seen.service());
    Observation shown =
        Observations.of(
            seen,
            router,
            state,
            plan,
            new Observations.Target(
                wish.hash(), replicas, isPaused(seen.service()), commands.command()),
            outcomes,
            queries.answers());
    RampDecision ramp = Ramp.decide(plan, state, shown);
    return new Decision(
        state,
        ramp,
        shown,
        commands.handled(ramp.outcome()),
        wish.revisions(),
        wish.hash(),
        source,
        plan,
        router,
        outcomes,
        wish.problem());
  }

  /** Live: what a running ramp's recorded plan says of it does not count. */
  private static boolean isPaused(InferenceService service) {
    @Nullable RolloutSpec rollout = service.getSpec().rollout();
    return rollout != null && Boolean.TRUE.equals(rollout.paused());
  }

  /** What the spec asks for, or what goes on while it makes no sense. */
  private record Wish(
      String hash, Revisions revisions, RolloutSpec plan, Optional<BlockedException> problem) {}

  private static Wish wish(
      Gathered seen,
      Pins current,
      Optional<RampState> known,
      Optional<RolloutSpec> kept,
      Set<String> providers) {
    try {
      Revision desired = seen.revisions().desired(seen.service(), current, seen.cacheOfSpec());
      RolloutSpec plan = RolloutPlans.resolved(seen.service().getSpec().rollout());
      RolloutPlans.plan(plan);
      GatePlans.requireKnown(plan, providers);
      return new Wish(desired.hash(), seen.revisions().with(desired), plan, Optional.empty());
    } catch (BlockedException e) {
      RampState state = known.orElseThrow(() -> e);
      RolloutSpec plan = kept.orElse(RolloutPlans.resolved(null));
      return new Wish(goesOn(state), seen.revisions(), plan, Optional.of(e));
    }
  }

  /** What was asked for last: asking for stable instead would set a failed revision free. */
  private static String goesOn(RampState state) {
    return state instanceof RolledBack it
        ? it.attempt().candidate()
        : state.candidateRevision().or(state::stableRevision).orElse(state.entryRevision());
  }

  /**
   * A status can get lost where the objects do not, as in a restore from a backup. The revision
   * that the entry Service selects then goes on serving, above every epoch that a sidecar knows.
   */
  private static Optional<RampState> lost(Gathered seen) {
    Service entry = seen.objects().find(Service.class, seen.identity().name());
    if (entry == null || entry.getSpec() == null || entry.getSpec().getSelector() == null) {
      return Optional.empty();
    }
    long highest =
        seen.pods().stream()
            .flatMap(pod -> pod.stats().stream())
            .mapToLong(stats -> stats.core().epoch())
            .max()
            .orElse(0);
    return Optional.ofNullable(entry.getSpec().getSelector().get(Api.LABEL_REVISION))
        .filter(hash -> seen.revisions().find(hash).isPresent())
        .map(hash -> new Idle(hash, highest + 1));
  }
}
