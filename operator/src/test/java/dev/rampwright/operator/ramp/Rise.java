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
    if (isDone(pass, Verb.PROMOTE_FULL)) {
      int needed = Math.min(pass.seen().replicas(), pass.seen().stable().ready());
      hold(pass.seen().candidate().ready() >= needed, "I5 promote-full needs pods", pass);
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
      case Ramping _, Paused _ -> passes(pass);
      case Starting _, Settled _, Promoting _, Draining _, RollingBack _ ->
          hold(false, "I5 nothing rises from here", pass);
    }
  }

  private static void begins(Pass pass, BeforeTraffic before) {
    boolean given = before.clearance() == Clearance.GIVEN;
    hold(pass.seen().candidate().ready() >= pass.seen().replicas(), "I5 every pod ready", pass);
    boolean proven =
        pass.plan().preTraffic().isEmpty()
            || (before instanceof Proving
                && pass.seen().proof().filter(it -> it instanceof Proof.Passed).isPresent());
    hold(given || proven, "I5 no traffic without a passed benchmark", pass);
    hold(given || !before.clearance().holds(pass.seen()), "I5 no traffic while paused", pass);
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
