package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.TransitionTable.Edge;
import dev.rampwright.operator.ramp.World.Pass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sequence of happenings, which can be run again, and made shorter while it still fails.
 *
 * @param happenings in their order
 * @param decide what decides
 */
record Sequence(List<Happening> happenings, Decide decide) {
  private static final int PATIENCE = 300;

  /** Runs it to its end, and then until everything rests; returns which states and edges it met. */
  Set<String> run() {
    World world = new World(decide);
    Invariants invariants = new Invariants(decide);
    Set<String> met = new HashSet<>();
    for (Happening happening : happenings) {
      for (Pass pass : happening.act().apply(world)) {
        invariants.check(pass);
        RampState next = pass.decision().next();
        met.add(next.getClass().getSimpleName());
        met.add(Edge.of(pass.before(), next).toString());
      }
    }
    settle(world, invariants);
    return met;
  }

  /** How it fails; empty if it does not. */
  Optional<Throwable> failure() {
    try {
      run();
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(e);
    }
  }

  /** A sequence that fails in the same way, from which nothing more can be left out. */
  Sequence shrunk() {
    String name = failure().map(Sequence::name).orElseThrow();
    List<Happening> left = happenings;
    for (int size = Math.max(1, left.size() / 2); size >= 1; size /= 2) {
      for (int at = 0; at < left.size(); ) {
        List<Happening> shorter = new ArrayList<>(left);
        shorter.subList(at, Math.min(at + size, left.size())).clear();
        if (new Sequence(shorter, decide)
            .failure()
            .filter(it -> name.equals(name(it)))
            .isPresent()) {
          left = shorter;
        } else {
          at += size;
        }
      }
    }
    return new Sequence(left, decide);
  }

  /** The invariant that is violated, without the particulars. */
  private static String name(Throwable failure) {
    return String.valueOf(failure.getMessage()).split(";", 2)[0];
  }

  private static void settle(World world, Invariants invariants) {
    for (int i = 0; i < PATIENCE; i++) {
      if (world.state() instanceof Idle idle
          && idle.stable().equals(world.desired())
          && !world.commandWaits()) {
        return;
      }
      world.pauseSpec(false);
      // One pod can be replaced side by side only where there is room for another.
      world.scale(Math.max(2, world.replicas()));
      goOn(world, i);
      world.prosper();
      invariants.check(world.pass());
    }
    throw new AssertionError("L1 does not come to rest; it stays in " + world.state());
  }

  /** What a person would do about a ramp that waits for one. */
  private static void goOn(World world, int i) {
    if (world.commandWaits()) {
      return;
    }
    switch (world.state()) {
      case RolledBack it when it.attempt().candidate().equals(world.desired()) ->
          world.edit("new-" + i);
      case Paused it when it.by() != Pause.SPEC -> world.command(Verb.RESUME);
      case BeforeTraffic it when it.clearance() == Clearance.HELD -> world.command(Verb.RESUME);
      case Starting _, Settled _, BeforeTraffic _, Ramping _, Paused _, Interrupted _ -> {}
      case Promoting _, Draining _, RollingBack _ -> {}
    }
  }

  @Override
  public String toString() {
    return String.join(
        "\n", happenings.stream().map(happening -> "  " + happening.name()).toList());
  }
}
