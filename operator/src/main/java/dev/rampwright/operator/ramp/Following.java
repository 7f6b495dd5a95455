package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a step's share at what the candidate's ready pods carry. */
record Following(RampPlan plan, Ramping state, Observation seen) {

  /** Pods were lost: what the others cannot carry goes back to stable at once. */
  Optional<Next> lowered() {
    int carried = fleet().share(seen.candidate().ready());
    return carried < weight()
        ? Optional.of(
            Next.to(state.follow(plan, carried), RampReason.SHARE_LOWERED, sentence(carried)))
        : Optional.empty();
  }

  /** Whether the share is as large as it can get at this step. */
  boolean complete() {
    return weight() >= target();
  }

  /** One pass of the wait for pods. */
  Next approach(boolean inForce) {
    int ready = seen.candidate().ready();
    if (ready < room()) {
      return waiting();
    }
    int carried = fleet().carried(plan.step(state.step()).weightPercent(), ready);
    return inForce && carried > weight()
        ? Next.to(state.follow(plan, carried), RampReason.SHARE_RAISED, sentence(carried))
        : Next.stay(state.reaching(plan, weight(), null));
  }

  /** Whether the pods are there that the next step needs, as far as there is room for them now. */
  boolean nextIsReady() {
    int next = Math.min(state.step() + 1, plan.lastStep());
    int needed = fleet().candidateFor(plan.step(next).weightPercent());
    return seen.candidate().ready() >= Math.min(present(), needed);
  }

  /** Each time that pods are missing the deadline counts anew. */
  Next waiting() {
    @Nullable Instant since = waitingSince();
    if (since == null) {
      return Next.stay(state.reaching(plan, weight(), seen.now()));
    }
    if (seen.now().isBefore(since.plus(plan.startupDeadline()))) {
      return Next.stay(state);
    }
    String message =
        "at %d%% (step %d of %d): %d of %d pods of revision %s were ready within %s"
            .formatted(
                weight(),
                state.step() + 1,
                plan.steps().size(),
                seen.candidate().ready(),
                present(),
                state.attempt().candidate(),
                Spans.text(plan.startupDeadline()));
    return Next.rollBack(
        state, plan, new Cause(RampReason.STARTUP_DEADLINE_EXCEEDED, message), seen);
  }

  private @Nullable Instant waitingSince() {
    return state.reach() == null ? null : state.reach().waitingSince();
  }

  /** The pods that the step needs, as far as there is room for them now. */
  private int room() {
    return Math.min(present(), fleet().candidateFor(plan.step(state.step()).weightPercent()));
  }

  private int present() {
    return Sizing.of(plan, state, state, seen).ofCandidate(plan, state);
  }

  private int target() {
    return fleet().reach(plan.step(state.step()).weightPercent());
  }

  private int weight() {
    return state.weightPercent(plan);
  }

  private Fleet fleet() {
    return seen.fleet(plan, state);
  }

  private String sentence(int carried) {
    return "revision %s has %d of %d pods ready and gets %d%%"
        .formatted(
            state.attempt().candidate(),
            seen.candidate().ready(),
            fleet().candidateFor(plan.step(state.step()).weightPercent()),
            carried);
  }
}
