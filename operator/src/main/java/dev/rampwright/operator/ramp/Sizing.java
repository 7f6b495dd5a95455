package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Capacity.Overlap;
import dev.rampwright.operator.ramp.Capacity.Recreate;
import dev.rampwright.operator.ramp.Observation.Pods;
import dev.rampwright.operator.ramp.RampDecision.Scale;
import java.util.List;

/**
 * How many pods each revision has in a state. A revision grows only into room that is there,
 * counting pods that still end their requests; so the budget holds at every moment.
 *
 * @param fleet of the plan, and of the pods asked for
 * @param stable pods of the state's stable revision
 * @param candidate pods of the state's candidate
 * @param others pods of all further revisions, which are on their way out
 */
record Sizing(Fleet fleet, Pods stable, Pods candidate, int others) {
  /** For a state that is reached from the one that was observed. */
  static Sizing of(RampPlan plan, RampState observed, RampState state, Observation seen) {
    Pods stable = seen.pods(observed, state.stableRevision());
    Pods candidate = seen.pods(observed, state.candidateRevision());
    int all = seen.others() + seen.stable().occupied() + seen.candidate().occupied();
    return new Sizing(
        seen.fleet(plan, state), stable, candidate, all - stable.occupied() - candidate.occupied());
  }

  List<Scale> scales(RampPlan plan, RampState state) {
    return switch (state) {
      case Starting it -> List.of(new Scale(it.revision(), fleet.replicas()));
      case Settled it -> List.of(new Scale(it.stable(), grown(fleet.replicas(), stable, others)));
      case Trying it ->
          List.of(
              new Scale(it.attempt().stable(), ofStable(plan, it)),
              new Scale(it.attempt().candidate(), ofCandidate(plan, it)));
      case RollingBack it ->
          List.of(
              new Scale(
                  it.attempt().stable(),
                  grown(fleet.replicas(), stable, others + candidate.occupied())),
              new Scale(it.attempt().candidate(), leaving(it)));
    };
  }

  /** The pods that the candidate shall have now; what stable grows into is taken. */
  int ofCandidate(RampPlan plan, Trying state) {
    int besides = Math.max(stable.total(), ofStable(plan, state)) + stable.leaving();
    return grown(wanted(plan, state), candidate, others + besides);
  }

  private int wanted(RampPlan plan, Trying state) {
    return switch (state) {
      case BeforeTraffic _ -> kept(fleet.candidateFor(plan.step(0).weightPercent()));
      case Ramping it -> ahead(plan, it.step());
      case Paused it -> ahead(plan, it.step().step());
      case Interrupted it -> ahead(plan, it.step());
      case Promoting _, Draining _ -> fleet.most();
    };
  }

  /** Where there is spare room, the next step's pods load while this one is judged. */
  private int ahead(RampPlan plan, int step) {
    int now = fleet.candidateFor(plan.step(step).weightPercent());
    int next = Math.min(step + 1, plan.lastStep());
    return kept(
        Math.max(now, Math.min(spare(), fleet.candidateFor(plan.step(next).weightPercent()))));
  }

  /**
   * More that are there stay, if nobody needs the room: a release that counts otherwise ends none.
   */
  private int kept(int needed) {
    return Math.max(needed, Math.min(candidate.total(), Math.min(spare(), fleet.most())));
  }

  private int spare() {
    return fleet.budget() - fleet.replicas();
  }

  private int ofStable(RampPlan plan, Trying state) {
    return switch (fleet.capacity()) {
      case Recreate _ -> 0;
      case Overlap _ -> grown(besides(plan, state), stable, others + candidate.occupied());
    };
  }

  /** Makes room for the candidate, but no faster than that takes over work. */
  private int besides(RampPlan plan, Trying state) {
    int moved = Math.min(candidate.ready(), fleet.worth(state.weightPercent(plan)));
    int busy = fleet.replicas() - moved - fleet.slack();
    int room = fleet.budget() - wanted(plan, state);
    return Math.clamp(Math.max(busy, room), Math.min(1, fleet.replicas()), fleet.replicas());
  }

  /** Without a share its pods only end their requests; with one, they go as stable's come. */
  private int leaving(RollingBack state) {
    if (fleet.capacity() instanceof Recreate) {
      return 0;
    }
    int needed =
        state.weightPercent() == 0
            ? candidate.total()
            : Math.max(1, fleet.candidateFor(state.weightPercent()) - fleet.slack());
    return Math.min(needed, Math.min(candidate.total(), fleet.replicas()));
  }

  private int grown(int wanted, Pods present, int occupiedByOthers) {
    int room = Math.max(0, fleet.budget() - occupiedByOthers - present.leaving());
    return wanted <= room ? wanted : Math.max(room, Math.min(present.total(), wanted));
  }
}
