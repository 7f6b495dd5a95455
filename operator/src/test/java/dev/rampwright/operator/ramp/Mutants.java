package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.RampDecision.Scale;
import dev.rampwright.operator.ramp.RampDecision.Traffic;
import java.util.List;
import java.util.Optional;

/** Wrong decisions, one for each invariant: the right one, altered in one way. */
enum Mutants implements Decide {
  GIVES_A_SHARE_TO_NOBODY("I1 shares sum to 100") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      Traffic traffic = right.traffic();
      return with(right, new Traffic(traffic.epoch(), Optional.empty(), traffic.weightPercent()));
    }
  },
  GIVES_WEIGHT_WITHOUT_READY_PODS("I2 no weight without a ready pod") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return right.next() instanceof Interrupted it
          ? with(right, new Traffic(it.epoch(), it.candidateRevision(), 10))
          : right;
    }
  },
  SHRINKS_STABLE_EARLY("I3 one stable pod splits") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return right.next() instanceof Draining it
          ? with(right, List.of(new Scale(it.attempt().candidate(), seen.replicas())))
          : right;
    }
  },
  GROWS_BEYOND_THE_BUDGET("I4 pods stay within the budget") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return right.next() instanceof Trying it
          ? with(
              right,
              List.of(
                  new Scale(it.attempt().stable(), seen.replicas()),
                  new Scale(it.attempt().candidate(), seen.replicas())))
          : right;
    }
  },
  GIVES_MORE_THAN_PODS_CARRY("I2 ready pods carry the share") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return right.next() instanceof Ramping it && it.reach() != null
          ? to(plan, it.follow(plan, plan.step(it.step()).weightPercent()), right)
          : right;
    }
  },
  RAISES_WEIGHT_WITHOUT_A_PASS("I5 every gate passes") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return right.next() instanceof Ramping it
              && it.equals(state)
              && it.startedAt() != null
              && it.step() < plan.lastStep()
          ? to(plan, it.nextStep(plan, plan.step(it.step() + 1).weightPercent(), seen.now()), right)
          : right;
    }
  },
  BEGINS_UNPROVEN("I5 no traffic without a passed benchmark") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return right.next() instanceof Proving it && it.equals(state) && seen.stable().ready() > 0
          ? to(plan, it.ramp(plan, plan.step(0).weightPercent(), seen.now()), right)
          : right;
    }
  },
  PASSES_A_PAUSED_STEP("I5 a paused step passes by command only") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return right.next() instanceof Paused it
              && it.equals(state)
              && it.step().step() < plan.lastStep()
          ? to(
              plan,
              it.step().nextStep(plan, plan.step(it.step().step() + 1).weightPercent(), seen.now()),
              right)
          : right;
    }
  },
  RAMPS_A_LATCHED_HASH("I6 a failed hash stays out") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return right.next() instanceof RolledBack it && it.equals(state) && seen.replicas() > 0
          ? to(plan, it.prepare(it.attempt().candidate(), seen.now()), right)
          : right;
    }
  },
  RUNS_A_COMMAND_TWICE("I7 only a handled command has an effect") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return new RampDecision(
          right.next(),
          right.traffic(),
          right.entryRevision(),
          right.scales(),
          right.events(),
          right.verdicts(),
          right.recheckAt(),
          Optional.empty(),
          right.benchmark());
    }
  },
  OBEYS_WHAT_IT_IGNORES("I7 only a handled command has an effect") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      boolean ignored =
          right.outcome().filter(it -> it instanceof CommandOutcome.Ignored).isPresent();
      return ignored && right.next() instanceof Ramping it
          ? to(plan, it.pause(Pause.COMMAND, seen.now()), right)
          : right;
    }
  },
  REUSES_AN_EPOCH("I8 the split has the state's epoch") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      Traffic traffic = right.traffic();
      return with(right, new Traffic(state.epoch(), traffic.candidate(), traffic.weightPercent()));
    }
  },
  CHANGES_THE_SPLIT_OF_AN_EPOCH("I8 an epoch has one split") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return right.next() instanceof Ramping it
              && it.startedAt() != null
              && it.weightPercent(plan) > 1
          ? with(right, new Traffic(it.epoch(), it.candidateRevision(), 1))
          : right;
    }
  },
  NEVER_RESUMES("L1 does not come to rest") {
    @Override
    RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right) {
      return state instanceof Paused && right.next() instanceof Ramping
          ? Ramp.decide(plan, state, World.with(seen, Optional.empty(), seen.proof()))
          : right;
    }
  };

  private final String violated;

  Mutants(String violated) {
    this.violated = violated;
  }

  /** How the message of the failure begins. */
  String violated() {
    return violated;
  }

  @Override
  public RampDecision decide(RampPlan plan, RampState state, Observation seen) {
    return alter(plan, state, seen, Ramp.decide(plan, state, seen));
  }

  abstract RampDecision alter(RampPlan plan, RampState state, Observation seen, RampDecision right);

  private static RampDecision with(RampDecision right, Traffic traffic) {
    return new RampDecision(
        right.next(),
        traffic,
        right.entryRevision(),
        right.scales(),
        right.events(),
        right.verdicts(),
        right.recheckAt(),
        right.outcome(),
        right.benchmark());
  }

  private static RampDecision with(RampDecision right, List<Scale> scales) {
    return new RampDecision(
        right.next(),
        right.traffic(),
        right.entryRevision(),
        scales,
        right.events(),
        right.verdicts(),
        right.recheckAt(),
        right.outcome(),
        right.benchmark());
  }

  private static RampDecision to(RampPlan plan, RampState next, RampDecision right) {
    int weight = next.weightPercent(plan);
    Optional<String> candidate = weight > 0 ? next.candidateRevision() : Optional.empty();
    return new RampDecision(
        next,
        new Traffic(next.epoch(), candidate, weight),
        next.entryRevision(),
        right.scales(),
        right.events(),
        right.verdicts(),
        right.recheckAt(),
        right.outcome(),
        right.benchmark());
  }
}
