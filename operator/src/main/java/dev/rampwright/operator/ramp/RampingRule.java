package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of {@link Ramping}: one pass over one step. */
record RampingRule(RampPlan plan, Ramping state, Observation seen, StepVerdicts verdicts) {

  static Next next(RampPlan plan, Ramping state, Observation seen) {
    RampingRule rule = of(plan, state, seen);
    return rule.hard().or(rule::paused).orElseGet(rule::held).with(rule.verdicts().all());
  }

  static RampingRule of(RampPlan plan, Ramping state, Observation seen) {
    var verdicts = StepGates.judge(plan, state.step(), state.epoch(), seen);
    return new RampingRule(plan, state, seen, new StepVerdicts(verdicts));
  }

  /** What neither a hold nor a pause keeps back. */
  Optional<Next> hard() {
    return Abandonment.before(state.attempt(), seen)
        .map(this::rollBack)
        .or(this::interrupted)
        .or(this::gateFailed)
        .or(following()::lowered)
        .or(this::stableLost);
  }

  private Optional<Next> paused() {
    return seen.paused() && !state.straight()
        ? Optional.of(
            Next.to(
                state.pause(Pause.SPEC, seen.now()),
                RampReason.PAUSED,
                atStep("paused by the spec, the share stays")))
        : Optional.empty();
  }

  private Optional<Next> interrupted() {
    return seen.candidate().ready() > 0
        ? Optional.empty()
        : Optional.of(Interruption.of(state.interrupt(seen.now())));
  }

  /** Before acknowledgements and hold: users are protected from the first evidence on. */
  private Optional<Next> gateFailed() {
    return verdicts.failed().map(this::gateFailed);
  }

  private Next gateFailed(GateVerdict verdict) {
    if (state.failedVerdicts() + 1 >= plan.gates().failureLimit()) {
      return rollBack(new Cause(RampReason.GATE_FAILED, atStep(verdict.message())));
    }
    if (maxHoldOver()) {
      return holdExceeded();
    }
    return Next.to(
        state.lookAgain(),
        RampReason.GATE_FAILED_ONCE,
        "failure %d of %d %s"
            .formatted(
                state.failedVerdicts() + 1,
                plan.gates().failureLimit(),
                atStep(verdict.message())));
  }

  private Optional<Next> stableLost() {
    @Nullable Instant lostAt = state.stableLostAt();
    if (seen.stable().ready() > 0) {
      return lostAt == null ? Optional.empty() : Optional.of(Next.stay(state.stableLost(null)));
    }
    if (lostAt == null) {
      return Optional.of(Next.stay(state.stableLost(seen.now())));
    }
    return Optional.of(
        StableLoss.over(lostAt, seen)
            ? StableLoss.promote(state.promote(plan, seen.now()))
            : Next.stay(state));
  }

  private Next held() {
    @Nullable Instant startedAt = state.startedAt();
    if (!following().complete()) {
      return maxHoldOver() ? holdExceeded() : following().approach(inForce());
    }
    if (!inForce()) {
      return maxHoldOver() ? holdExceeded() : Next.stay(state);
    }
    if (state.straight()) {
      return passed("its pods carry everything");
    }
    if (startedAt == null) {
      return Next.stay(state.acknowledged(seen.now()));
    }
    if (seen.now().isBefore(startedAt.plus(step().hold()))) {
      return Next.stay(state);
    }
    return verdicts.allPass() ? passing() : undecided();
  }

  /** One more Pass in a row; a step without gates passes by its hold alone. */
  private Next passing() {
    long requests = seen.ofCandidate(state.epoch()).finishedInEpoch();
    @Nullable Passes before = state.passes();
    Passes passes =
        before == null ? Passes.first(requests, seen.now()) : before.and(requests, seen.now());
    if (verdicts.noneCounts() || passes.count() >= plan.gates().consecutivePasses()) {
      return passedOnceReady(
          RampReason.STEP_PASSED, verdicts.noneCounts() ? "the hold is over" : verdicts.evidence());
    }
    return maxHoldOver() ? holdExceeded() : Next.stay(state.counted(passes));
  }

  private Next undecided() {
    if (maxHoldOver()) {
      return holdExceeded();
    }
    if (verdicts.blind()) {
      return Next.stay(state.counted(null));
    }
    return switch (plan.gates().onInconclusive()) {
      case HOLD -> Next.stay(state.counted(null));
      case ROLL_BACK ->
          rollBack(new Cause(RampReason.GATES_UNDECIDED, atStep(undecidedAfterHold())));
      case PROMOTE -> passedOnceReady(RampReason.STEP_PASSED_UNDECIDED, undecidedAfterHold());
    };
  }

  /** The share rises in one piece where there is room for the pods that carry it. */
  private Next passedOnceReady(RampReason how, String why) {
    return following().nextIsReady() ? passed(how, why) : following().waiting();
  }

  private String undecidedAfterHold() {
    return "undecided after the hold; " + verdicts.evidence();
  }

  /** What follows the step when it has passed. */
  Next passed(String why) {
    return passed(RampReason.STEP_PASSED, why);
  }

  private Next passed(RampReason how, String why) {
    boolean decided = how == RampReason.STEP_PASSED;
    if (state.step() == plan.lastStep()) {
      String what = decided ? "every step passed" : atStep(why);
      return Next.to(
          state.promote(plan, seen.now()),
          decided ? RampReason.PROMOTING : how,
          "%s; the entry Service moves to revision %s"
              .formatted(what, state.attempt().candidate()));
    }
    Ramping next = state.nextStep(plan, nextWeight(), seen.now());
    return Next.to(
        next,
        how,
        "%s; revision %s gets %d%%"
            .formatted(atStep(why), state.attempt().candidate(), next.weightPercent(plan)));
  }

  /** What the pods carry that are ready now; more of them are on their way. */
  private int nextWeight() {
    return seen.fleet(plan, state)
        .carried(plan.step(state.step() + 1).weightPercent(), seen.candidate().ready());
  }

  private Following following() {
    return new Following(plan, state, seen);
  }

  private Next holdExceeded() {
    String split = inForce() ? "" : "; " + seen.acknowledgement(state.epoch());
    String judged = verdicts.noneCounts() ? "" : "; " + verdicts.evidence();
    String pods = following().complete() ? "" : "; its pods carry %d%% only".formatted(weight());
    String message =
        atStep("not passed within " + Spans.text(step().maxHold()) + pods + split + judged);
    if (inForce() && verdicts.blind()) {
      return Next.holdExceeded(state, seen, message);
    }
    return switch (plan.onHoldExceeded()) {
      case ROLLBACK -> rollBack(new Cause(RampReason.HOLD_EXCEEDED, message));
      case PAUSE -> Next.holdExceeded(state, seen, message);
    };
  }

  private boolean inForce() {
    return seen.entry().pods() > 0 && seen.acknowledged(state.epoch());
  }

  private boolean maxHoldOver() {
    return !seen.now().isBefore(state.since().plus(step().maxHold()));
  }

  private String atStep(String what) {
    return "at %d%% (step %d of %d): %s"
        .formatted(step().weightPercent(), state.step() + 1, plan.steps().size(), what);
  }

  private int weight() {
    return state.weightPercent(plan);
  }

  private RampPlan.Step step() {
    return plan.step(state.step());
  }

  private Next rollBack(Cause cause) {
    return Next.rollBack(state, plan, cause, seen);
  }
}
