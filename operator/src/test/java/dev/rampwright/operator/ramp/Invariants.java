package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.ramp.GateVerdict.Verdict;
import dev.rampwright.operator.ramp.RampDecision.Scale;
import dev.rampwright.operator.ramp.RampDecision.Traffic;
import dev.rampwright.operator.ramp.TransitionTable.Edge;
import dev.rampwright.operator.ramp.World.Pass;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold at every pass of a sequence, whatever happens. */
final class Invariants {
  private static final Set<Edge> EDGES = TransitionTable.edges();

  /** Hashes that failed, until the spec asked for another. */
  private final Set<String> barred = new HashSet<>();

  void check(Pass pass) {
    weightsSumTo100(pass);
    noWeightWithoutReadyPod(pass);
    stableKeepsItsPods(pass);
    weightRisesOnlyAfterPass(pass);
    failedHashStaysOut(pass);
    epochRises(pass);
    onlyTransitionsOfTheTable(pass);
    recordAndRepetitionAreFaithful(pass);
    runningRampIsRechecked(pass);
  }

  private static void weightsSumTo100(Pass pass) {
    Traffic traffic = pass.decision().traffic();
    assertThat(traffic.weightPercent() + traffic.stablePercent()).as("I1").isEqualTo(100);
    assertThat(traffic.weightPercent()).as("I1").isBetween(0, 100);
    assertThat(traffic.candidate().isPresent()).as("I1").isEqualTo(traffic.weightPercent() > 0);
  }

  private static void noWeightWithoutReadyPod(Pass pass) {
    boolean nothingElseIsReady = pass.seen().stable().ready() == 0;
    if (pass.decision().traffic().weightPercent() > 0 && !nothingElseIsReady) {
      assertThat(pass.seen().candidate().ready()).as("I2 ready candidate pods").isPositive();
    }
  }

  private static void stableKeepsItsPods(Pass pass) {
    Optional<String> stable = pass.before().stableRevision();
    int replicas = pass.seen().replicas();
    if (stable.isEmpty() || pass.decision().scales().contains(new Scale(stable.get(), replicas))) {
      return;
    }
    int needed = Math.min(replicas, pass.seen().stable().ready());
    assertThat(pass.seen().candidate().ready())
        .as("I3 ready %s", pass)
        .isGreaterThanOrEqualTo(needed);
    assertThat(replicas == 0 || pass.before() instanceof Draining).as("I3 drained").isTrue();
  }

  private static void weightRisesOnlyAfterPass(Pass pass) {
    RampState next = pass.decision().next();
    boolean stableIsLost = pass.seen().stable().ready() == 0;
    if (!(pass.before() instanceof Ramping before) || stableIsLost) {
      assertThat(next instanceof Promoting && !(pass.before() instanceof Promoting))
          .as("I5 only a ramp promotes")
          .isEqualTo(stableIsLost && next instanceof Promoting && promotes(pass));
      return;
    }
    boolean risen =
        next instanceof Promoting || (next instanceof Ramping r && r.step() > before.step());
    if (risen) {
      assertThat(pass.seen().entry().epoch()).as("I5 epoch").isEqualTo(before.epoch());
      boolean undecidedGoOn = pass.plan().gates().onInconclusive() == OnInconclusive.PROMOTE;
      assertThat(verdicts(pass, before))
          .as("I5 every gate passes on this epoch's requests")
          .filteredOn(GateVerdict::counts)
          .extracting(GateVerdict::verdict)
          .allMatch(it -> it == Verdict.PASS || (it != Verdict.FAIL && undecidedGoOn));
      assertThat(before.startedAt()).as("I5 hold began").isNotNull();
    }
  }

  private static boolean promotes(Pass pass) {
    return pass.before() instanceof Preparing || pass.before() instanceof Ramping;
  }

  private static List<GateVerdict> verdicts(Pass pass, Ramping before) {
    return StepGates.judge(
        pass.plan(),
        before.step(),
        pass.seen().ofCandidate(before.epoch()),
        pass.seen().ofStable(before.epoch()));
  }

  private void failedHashStaysOut(Pass pass) {
    barred.retainAll(Set.of(pass.seen().desired()));
    switch (pass.decision().next()) {
      case RollingBack it -> bar(it.attempt(), it.cause(), pass);
      case RolledBack it -> bar(it.attempt(), it.cause(), pass);
      case Trying it -> assertThat(barred).as("I6").doesNotContain(it.attempt().candidate());
      case Starting _, Idle _ -> {}
    }
  }

  private void bar(Attempt attempt, Cause cause, Pass pass) {
    boolean asked = attempt.candidate().equals(pass.seen().desired());
    if (cause.reason().blamesCandidate() && asked && !pass.lost()) {
      barred.add(attempt.candidate());
    }
  }

  private static void epochRises(Pass pass) {
    RampState next = pass.decision().next();
    assertThat(next.epoch()).as("I8").isGreaterThanOrEqualTo(pass.before().epoch());
    if (next.weightPercent(pass.plan()) != pass.before().weightPercent(pass.plan())) {
      assertThat(next.epoch()).as("I8 with each weight").isGreaterThan(pass.before().epoch());
    }
  }

  private static void onlyTransitionsOfTheTable(Pass pass) {
    Edge edge = Edge.of(pass.before(), pass.decision().next());
    if (!edge.from().equals(edge.to())) {
      assertThat(EDGES).as("a transition without a row").contains(edge);
    }
  }

  private static void recordAndRepetitionAreFaithful(Pass pass) {
    RampState next = pass.decision().next();
    assertThat(RampRecord.of(next).toState()).isEqualTo(next);
    assertThat(Ramp.decide(pass.plan(), pass.before(), pass.seen())).isEqualTo(pass.decision());
  }

  private static void runningRampIsRechecked(Pass pass) {
    List<Class<? extends RampState>> settled =
        List.of(Idle.class, RolledBack.class, Starting.class);
    if (!settled.contains(pass.decision().next().getClass())) {
      assertThat(pass.decision().recheckAt()).as("recheckAt").isPresent();
    }
  }
}
