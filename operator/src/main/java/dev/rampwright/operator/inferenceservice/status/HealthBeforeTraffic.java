package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.ramp.Attempt;
import dev.rampwright.operator.ramp.BeforeTraffic;
import dev.rampwright.operator.ramp.Observation;
import dev.rampwright.operator.ramp.Preparing;
import dev.rampwright.operator.ramp.Proof;
import dev.rampwright.operator.ramp.Proving;

/**
 * What it means to a person that a revision has no traffic yet.
 *
 * @param state what it waits for
 */
record HealthBeforeTraffic(BeforeTraffic state, Decision decision) {
  /** Ready and proven, only a pause keeps it: that is rest, as at a step. */
  RolloutHealth health() {
    boolean held = state.clearance().holds(shown());
    if (held && isReady()) {
      return RolloutHealth.resting(Reason.Paused, waits(state.attempt()));
    }
    String then = held ? "; then it waits, for the rollout is paused" : "";
    return switch (state) {
      case Preparing it ->
          RolloutHealth.moving(Reason.Preparing, it.attempt(), "loads, without traffic" + then);
      case Proving it ->
          RolloutHealth.moving(
              Reason.Proving,
              it.attempt(),
              "is benchmarked, without traffic: " + progress() + then);
    };
  }

  private String waits(Attempt attempt) {
    return "revision %s, which is to replace %s, is ready and waits without traffic; %s"
        .formatted(
            attempt.candidate(),
            attempt.stable(),
            shown().paused()
                ? "set spec.rollout.paused to false to go on"
                : RolloutHealth.resume(attempt));
  }

  private boolean isReady() {
    boolean shownThisOne =
        decision.previous().candidateRevision().equals(state.candidateRevision());
    return shownThisOne
        && switch (state) {
          case Preparing it -> shown().candidate().ready() >= it.needed(decision.plan(), shown());
          case Proving _ -> shown().proof().orElse(null) instanceof Proof.Passed;
        };
  }

  private String progress() {
    return shown()
        .proof()
        .map(
            proof ->
                switch (proof) {
                  case Proof.Passed _ -> "it passed";
                  case Proof.Running it -> it.progress();
                  case Proof.Failed it -> it.message();
                  case Proof.Inconclusive it -> it.message();
                  case Proof.Invalid it -> it.message();
                })
        .orElse("it has not begun");
  }

  private Observation shown() {
    return decision.shown();
  }
}
