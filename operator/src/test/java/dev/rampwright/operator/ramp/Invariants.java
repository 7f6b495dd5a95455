package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Capacity.Recreate;
import dev.rampwright.operator.ramp.RampDecision.Scale;
import dev.rampwright.operator.ramp.RampDecision.Traffic;
import dev.rampwright.operator.ramp.TransitionTable.Edge;
import dev.rampwright.operator.ramp.World.Pass;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold at every pass of a sequence, whatever happens. A violation begins with its name.
 */
final class Invariants {
  private static final Set<Edge> EDGES = TransitionTable.edges();

  private final Decide decide;

  /** Hashes that failed, until the spec asks for another or a command lets them in. */
  private final Set<String> barred = new HashSet<>();

  private final Set<String> doneTokens = new HashSet<>();
  private final Map<Long, Traffic> byEpoch = new HashMap<>();

  Invariants(Decide decide) {
    this.decide = decide;
  }

  /**
   * Checks one pass.
   *
   * @throws AssertionError that names the invariant
   */
  void check(Pass pass) {
    sharesSumTo100(pass);
    noWeightWithoutReadyPod(pass);
    stableKeepsItsPods(pass);
    shareIsCarried(pass);
    budgetHolds(pass);
    Rise.check(pass);
    failedHashStaysOut(pass);
    commandRunsAtMostOnce(pass);
    epochRises(pass);
    pausedStepStandsStill(pass);
    onlyTransitionsOfTheTable(pass);
    recordAndRepetitionAreFaithful(pass);
    runningRampIsRechecked(pass);
  }

  static void hold(boolean condition, String invariant, Pass pass) {
    if (!condition) {
      throw new AssertionError("%s; %s".formatted(invariant, pass));
    }
  }

  private static void sharesSumTo100(Pass pass) {
    Traffic traffic = pass.decision().traffic();
    int candidate = traffic.candidate().isPresent() ? traffic.weightPercent() : 0;
    hold(traffic.stablePercent() + candidate == 100, "I1 shares sum to 100", pass);
    hold(
        traffic.weightPercent() >= 0 && traffic.weightPercent() <= 100,
        "I1 a share is 0 to 100",
        pass);
  }

  private static void noWeightWithoutReadyPod(Pass pass) {
    boolean nothingElseIsReady = pass.seen().stable().ready() == 0;
    hold(
        pass.decision().traffic().weightPercent() == 0
            || nothingElseIsReady
            || pass.seen().candidate().ready() > 0,
        "I2 no weight without a ready pod",
        pass);
  }

  private static void stableKeepsItsPods(Pass pass) {
    Optional<String> stable = pass.before().stableRevision();
    RampState next = pass.decision().next();
    Fleet fleet = pass.seen().fleet(pass.plan(), next);
    if (stable.isEmpty() || fleet.replicas() == 0 || fleet.capacity() instanceof Recreate) {
      return;
    }
    int left = scale(pass, stable.get());
    if (left >= Math.min(pass.seen().stable().total(), fleet.replicas())) {
      return;
    }
    int ready = pass.seen().candidate().ready();
    if (!next.stableRevision().equals(stable)) {
      int needed = Math.min(fleet.replicas(), pass.seen().stable().ready());
      hold(ready >= needed, "I3 replacement is ready", pass);
      hold(pass.before() instanceof Draining, "I3 stable has drained", pass);
      return;
    }
    int moved = Math.min(ready, fleet.worth(next.weightPercent(pass.plan())));
    hold(left + moved + fleet.slack() >= fleet.replicas(), "I3 room is made in time", pass);
    hold(left > 0, "I3 one stable pod splits", pass);
  }

  private static int scale(Pass pass, String revision) {
    return pass.decision().scales().stream()
        .filter(scale -> scale.revision().equals(revision))
        .mapToInt(Scale::replicas)
        .sum();
  }

  private static void shareIsCarried(Pass pass) {
    RampState next = pass.decision().next();
    boolean atStep = next instanceof Ramping || next instanceof Paused;
    boolean looksAgain =
        pass.decision().events().stream()
            .anyMatch(event -> event.reason() == RampReason.GATE_FAILED_ONCE);
    Fleet fleet = pass.seen().fleet(pass.plan(), next);
    hold(
        !atStep
            || looksAgain
            || next.weightPercent(pass.plan()) <= fleet.share(pass.seen().candidate().ready()),
        "I2 ready pods carry the share",
        pass);
  }

  /** Whoever grows finds room, counting pods that are on their way out. */
  private static void budgetHolds(Pass pass) {
    RampState next = pass.decision().next();
    if (next instanceof Starting) {
      return;
    }
    Observation seen = pass.seen();
    int pods = seen.others() + seen.stable().occupied() + seen.candidate().occupied();
    int grown = 0;
    for (Scale scale : pass.decision().scales()) {
      int present = seen.pods(pass.before(), Optional.of(scale.revision())).total();
      grown += Math.max(0, scale.replicas() - present);
    }
    hold(
        grown == 0 || pods + grown <= seen.fleet(pass.plan(), next).budget(),
        "I4 pods stay within the budget",
        pass);
  }

  private void failedHashStaysOut(Pass pass) {
    barred.retainAll(Set.of(pass.seen().desired()));
    if (isDone(pass, Verb.RETRY) && !pass.lost()) {
      barred.remove(pass.seen().command().orElseThrow().hash());
    }
    switch (pass.decision().next()) {
      case RollingBack it -> bar(it.attempt(), it.cause(), pass);
      case RolledBack it -> bar(it.attempt(), it.cause(), pass);
      case Trying it ->
          hold(
              !barred.contains(it.attempt().candidate()) || isDone(pass, Verb.RETRY),
              "I6 a failed hash stays out",
              pass);
      case Starting _, Idle _ -> {}
    }
  }

  private void bar(Attempt attempt, Cause cause, Pass pass) {
    boolean asked = attempt.candidate().equals(pass.seen().desired());
    if (cause.reason().blamesCandidate() && asked && !pass.lost()) {
      barred.add(attempt.candidate());
    }
  }

  /**
   * What a command causes and that it was handled are one record; what is ignored causes nothing.
   */
  private void commandRunsAtMostOnce(Pass pass) {
    if (pass.seen().command().isEmpty()) {
      hold(pass.decision().outcome().isEmpty(), "I7 no outcome without a command", pass);
      return;
    }
    if (pass.decision().outcome().filter(it -> it instanceof CommandOutcome.Done).isPresent()) {
      String token = pass.seen().command().orElseThrow().token();
      hold(pass.lost() || doneTokens.add(token), "I7 a command runs once", pass);
      return;
    }
    Observation without = World.with(pass.seen(), Optional.empty(), pass.seen().proof());
    RampDecision plain = decide.decide(pass.plan(), pass.before(), without);
    hold(
        plain.next().equals(pass.decision().next())
            && plain.traffic().equals(pass.decision().traffic())
            && plain.events().equals(pass.decision().events()),
        "I7 only a handled command has an effect",
        pass);
  }

  private void epochRises(Pass pass) {
    RampState next = pass.decision().next();
    Traffic traffic = pass.decision().traffic();
    hold(next.epoch() >= pass.before().epoch(), "I8 epochs only rise", pass);
    hold(traffic.epoch() == next.epoch(), "I8 the split has the state's epoch", pass);
    if (!pass.lost()) {
      Traffic earlier = byEpoch.putIfAbsent(traffic.epoch(), traffic);
      hold(earlier == null || earlier.equals(traffic), "I8 an epoch has one split", pass);
    }
  }

  private static void pausedStepStandsStill(Pass pass) {
    if (pass.before() instanceof Paused before && pass.decision().next() instanceof Paused next) {
      int share = next.weightPercent(pass.plan());
      int earlier = before.weightPercent(pass.plan());
      boolean podsLost = share < earlier && !pass.decision().events().isEmpty();
      hold(share == earlier || podsLost, "P1 a pause keeps the share", pass);
      hold(
          before.epoch() == next.epoch() || !pass.decision().events().isEmpty(),
          "P1 a pause keeps the epoch",
          pass);
    }
  }

  private static void onlyTransitionsOfTheTable(Pass pass) {
    Edge edge = Edge.of(pass.before(), pass.decision().next());
    hold(
        edge.from().equals(edge.to()) || EDGES.contains(edge),
        "T1 a transition without a row: " + edge,
        pass);
  }

  private void recordAndRepetitionAreFaithful(Pass pass) {
    RampState next = pass.decision().next();
    hold(RampRecord.of(next).toState().equals(next), "R1 the record is faithful", pass);
    hold(
        decide.decide(pass.plan(), pass.before(), pass.seen()).equals(pass.decision()),
        "R2 the same arguments give the same decision",
        pass);
  }

  private static void runningRampIsRechecked(Pass pass) {
    boolean rests =
        pass.decision().next() instanceof Settled || pass.decision().next() instanceof Starting;
    hold(rests || pass.decision().recheckAt().isPresent(), "R3 a ramp is looked at again", pass);
  }

  static boolean isDone(Pass pass, Verb verb) {
    return pass.seen().command().filter(command -> command.verb() == verb).isPresent()
        && pass.decision().outcome().filter(it -> it instanceof CommandOutcome.Done).isPresent();
  }
}
