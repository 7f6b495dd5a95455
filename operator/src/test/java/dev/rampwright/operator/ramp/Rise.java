package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Invariants.hold;
import static dev.rampwright.operator.ramp.Invariants.isDone;

import dev.rampwright.operator.ramp.GateVerdict.Verdict;
import dev.rampwright.operator.ramp.World.Pass;
import java.util.List;

/** I5: what a candidate must have shown before its weight rises, or the entry moves to it. */
final class Rise {
  private Rise() {}

  static void check(Pass pass) {
    RampState next = pass.decision().next();
    if (next instanceof Promoting && !(pass.before() instanceof Promoting)) {
      promotes(pass);
    } else if (next.weightPercent(pass.plan()) > pass.before().weightPercent(pass.plan())) {
      rises(pass, next);
    } else {
      int given = pass.decision().traffic().weightPercent();
      hold(
          given <= next.weightPercent(pass.plan()),
          "I5 the split gives no more than the state",
          pass);
    }
  }

  private static void promotes(Pass pass) {
    boolean stableIsLost =
        pass.seen().stable().ready() == 0
            && (pass.before() instanceof BeforeTraffic
                || pass.before() instanceof Ramping
                || pass.before() instanceof Paused);
    if (stableIsLost) {
      return;
    }
    Fleet fleet = pass.seen().fleet(pass.plan(), pass.before());
    if (isDone(pass, Verb.PROMOTE_FULL)) {
      hold(pass.seen().candidateCarries(fleet), "I5 promote-full needs pods", pass);
      return;
    }
    if (pass.before() instanceof BeforeTraffic before) {
      hold(fleet.capacity() instanceof Capacity.Recreate, "I5 steps are not skipped", pass);
      proven(pass, before);
      return;
    }
    if (pass.before() instanceof Ramping before && before.straight()) {
      int whole = pass.plan().step(before.step()).weightPercent();
      hold(before.weightPercent(pass.plan()) >= fleet.reach(whole), "I5 pods carry it", pass);
      return;
    }
    passes(pass);
  }

  private static void rises(Pass pass, RampState next) {
    switch (pass.before()) {
      case BeforeTraffic before -> begins(pass, before);
      case Interrupted before -> {
        int step = next instanceof Paused it ? it.step().step() : ((Ramping) next).step();
        hold(step == before.step(), "I5 an interruption returns to its step", pass);
      }
      case Ramping before when next instanceof Ramping it && it.step() == before.step() ->
          follows(pass, it);
      case Ramping _, Paused _ -> {
        if (!isDone(pass, Verb.PROMOTE_FULL)) {
          passes(pass);
        }
      }
      case Starting _, Settled _, Promoting _, Draining _, RollingBack _ ->
          hold(false, "I5 nothing rises from here", pass);
    }
  }

  /** Within a step the share rises with the pods, and never above the step's. */
  private static void follows(Pass pass, Ramping next) {
    int given = next.weightPercent(pass.plan());
    int ready = pass.seen().candidate().ready();
    Fleet fleet = pass.seen().fleet(pass.plan(), next);
    hold(given <= fleet.share(ready), "I5 the share follows the pods", pass);
    hold(given <= pass.plan().step(next.step()).weightPercent(), "I5 within the step", pass);
  }

  private static void begins(Pass pass, BeforeTraffic before) {
    if (isDone(pass, Verb.PROMOTE_FULL)) {
      return;
    }
    int needed = before.needed(pass.plan(), pass.seen());
    hold(pass.seen().candidate().ready() >= needed, "I5 every pod ready", pass);
    boolean given = before.clearance() == Clearance.GIVEN;
    hold(given || !before.clearance().holds(pass.seen()), "I5 no traffic while paused", pass);
    proven(pass, before);
  }

  private static void proven(Pass pass, BeforeTraffic before) {
    boolean given = before.clearance() == Clearance.GIVEN;
    boolean proven =
        pass.plan().preTraffic().isEmpty()
            || (before instanceof Proving
                && pass.seen().proof().filter(it -> it instanceof Proof.Passed).isPresent());
    hold(given || proven, "I5 no traffic without a passed benchmark", pass);
  }

  private static void passes(Pass pass) {
    if (isDone(pass, Verb.PROMOTE)) {
      return;
    }
    if (!(pass.before() instanceof Ramping before)) {
      hold(false, "I5 a paused step passes by command only", pass);
      return;
    }
    hold(!pass.seen().paused(), "I5 no step passes while paused", pass);
    hold(pass.seen().entry().epoch() == before.epoch(), "I5 samples of this epoch", pass);
    hold(before.startedAt() != null, "I5 the hold began", pass);
    boolean undecidedGoOn = pass.plan().gates().onInconclusive() == OnInconclusive.PROMOTE;
    hold(
        verdicts(pass, before).stream()
            .filter(GateVerdict::counts)
            .map(GateVerdict::verdict)
            .allMatch(it -> it == Verdict.PASS || (it != Verdict.FAIL && undecidedGoOn)),
        "I5 every gate passes",
        pass);
  }

  private static List<GateVerdict> verdicts(Pass pass, Ramping before) {
    return StepGates.judge(pass.plan(), before.step(), before.epoch(), pass.seen());
  }
}
