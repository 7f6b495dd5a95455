package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.ramp.Attempt;
import dev.rampwright.operator.ramp.BeforeTraffic;
import dev.rampwright.operator.ramp.Cause;
import dev.rampwright.operator.ramp.Draining;
import dev.rampwright.operator.ramp.GateVerdict;
import dev.rampwright.operator.ramp.Idle;
import dev.rampwright.operator.ramp.Interrupted;
import dev.rampwright.operator.ramp.Obstacle;
import dev.rampwright.operator.ramp.Paused;
import dev.rampwright.operator.ramp.Promoting;
import dev.rampwright.operator.ramp.RampPlan;
import dev.rampwright.operator.ramp.Ramping;
import dev.rampwright.operator.ramp.RolledBack;
import dev.rampwright.operator.ramp.RollingBack;
import dev.rampwright.operator.ramp.Starting;
import java.util.Optional;

/**
 * What a ramp's state means to a person.
 *
 * @param moving what goes on; empty at rest
 * @param illness what is wrong with the new revision; empty if nothing is
 * @param stall why only a change of the spec helps; empty if that is not so
 * @param resting what to say where none of them applies
 */
record RolloutHealth(
    Optional<Explanation> moving,
    Optional<Explanation> illness,
    Optional<Explanation> stall,
    Explanation resting) {

  static RolloutHealth of(Decision decision) {
    RampPlan plan = decision.plan();
    return switch (decision.ramp().next()) {
      case Idle it -> idle(it, decision);
      case Starting it -> starting(it);
      case BeforeTraffic it -> new HealthBeforeTraffic(it, decision).health();
      case Ramping it -> sighted(moving(Reason.Ramping, it.attempt(), share(it, plan)), decision);
      case Paused it -> sighted(paused(it, plan), decision);
      case Interrupted it -> interrupted(it);
      case Promoting it -> moving(Reason.Promoting, it.attempt(), "becomes the entry");
      case Draining it -> moving(Reason.Draining, it.attempt(), "takes all new requests");
      case RollingBack it -> rollingBack(it);
      case RolledBack it -> rolledBack(it);
    };
  }

  /** At rest although the spec asks for another revision only if that cannot begin. */
  private static RolloutHealth idle(Idle state, Decision decision) {
    String serves = "revision %s takes all traffic".formatted(state.stable());
    Optional<Obstacle> obstacle =
        decision.shown().desired().equals(state.stable())
            ? Optional.empty()
            : Obstacle.of(decision.plan(), decision.shown());
    if (obstacle.isEmpty()) {
      return resting(Reason.RolloutIdle, serves);
    }
    return switch (obstacle.get()) {
      case Obstacle.Paused it -> resting(Reason.Paused, it.message());
      case Obstacle.NoRoom it -> {
        Explanation why = new Explanation(Reason.CapacityInfeasible, it.message());
        yield new RolloutHealth(Optional.empty(), Optional.of(why), Optional.of(why), why);
      }
    };
  }

  static RolloutHealth resting(Reason reason, String message) {
    return new RolloutHealth(
        Optional.empty(), Optional.empty(), Optional.empty(), new Explanation(reason, message));
  }

  /** The ramp goes on, or stands, but nobody can see how the new revision does. */
  private static RolloutHealth sighted(RolloutHealth health, Decision decision) {
    Optional<Explanation> blind =
        decision.ramp().verdicts().stream()
            .filter(verdict -> verdict.counts())
            .filter(verdict -> verdict.reason() == GateVerdict.Reason.SOURCE_FAILING)
            .findFirst()
            .map(
                verdict ->
                    new Explanation(
                        Reason.MetricSourceFailing, "the share stays: " + verdict.message()));
    return new RolloutHealth(
        health.moving(), health.illness().or(() -> blind), health.stall(), health.resting());
  }

  static RolloutHealth moving(Reason reason, Attempt attempt, String what) {
    Explanation move =
        new Explanation(
            reason,
            "revision %s, which is to replace %s, %s"
                .formatted(attempt.candidate(), attempt.stable(), what));
    return new RolloutHealth(Optional.of(move), Optional.empty(), Optional.empty(), move);
  }

  /** How a person ends a pause that a command began. */
  static String resume(Attempt attempt) {
    return "annotate with rampwright.dev/command=resume/%s/<token> to go on"
        .formatted(attempt.candidate());
  }

  /** A pause that somebody asked for is rest; one that nobody did waits for a person. */
  private static RolloutHealth paused(Paused state, RampPlan plan) {
    String candidate = state.attempt().candidate();
    String stands =
        "revision %s, which is to replace %s, %s"
            .formatted(candidate, state.attempt().stable(), share(state.step(), plan));
    return switch (state.by()) {
      case SPEC -> resting(Reason.Paused, stands + "; set spec.rollout.paused to false to go on");
      case COMMAND -> resting(Reason.Paused, stands + "; " + resume(state.attempt()));
      case HOLD_EXCEEDED -> {
        Explanation why =
            new Explanation(
                Reason.HoldExceeded,
                stands
                    + " and did not pass within maxHold; annotate with"
                    + " rampwright.dev/command=promote/%s/<token>, resume/... or abort/..."
                        .formatted(candidate));
        yield new RolloutHealth(Optional.empty(), Optional.of(why), Optional.of(why), why);
      }
    };
  }

  private static String share(Ramping state, RampPlan plan) {
    int share = state.weightPercent(plan);
    int whole = plan.step(state.step()).weightPercent();
    String more = share < whole ? ", %d%% once its pods carry that".formatted(whole) : "";
    return "takes %d%% of the traffic (step %d of %d)%s"
        .formatted(share, state.step() + 1, plan.steps().size(), more);
  }

  private static RolloutHealth starting(Starting state) {
    Explanation move =
        new Explanation(
            Reason.RevisionPending,
            "revision %s, the service's first, starts".formatted(state.revision()));
    Optional<Explanation> stall = Optional.ofNullable(state.stall()).map(RolloutHealth::explain);
    return new RolloutHealth(Optional.of(move), stall, stall, move);
  }

  private static RolloutHealth interrupted(Interrupted state) {
    RolloutHealth health =
        moving(Reason.Interrupted, state.attempt(), "has no ready pod and gets no traffic");
    return new RolloutHealth(health.moving(), health.moving(), Optional.empty(), health.resting());
  }

  private static RolloutHealth rollingBack(RollingBack state) {
    Explanation why = explain(state.cause());
    Explanation move =
        new Explanation(
            Reason.RollingBack,
            "revision %s takes everything again: %s"
                .formatted(state.attempt().stable(), why.message()));
    Optional<Explanation> illness =
        state.cause().reason().blamesCandidate() ? Optional.of(why) : Optional.empty();
    return new RolloutHealth(Optional.of(move), illness, Optional.empty(), move);
  }

  private static RolloutHealth rolledBack(RolledBack state) {
    Explanation why = explain(state.cause());
    Explanation stall =
        new Explanation(
            Reason.RolledBack,
            "revision %s was rolled back (%s): %s. Revision %s serves; to go on, %s"
                .formatted(
                    state.attempt().candidate(),
                    why.reason(),
                    why.message(),
                    state.attempt().stable(),
                    state.wayOut()));
    return new RolloutHealth(Optional.empty(), Optional.of(why), Optional.of(stall), stall);
  }

  private static Explanation explain(Cause cause) {
    return new Explanation(Reason.valueOf(cause.reason().word()), cause.message());
  }
}
