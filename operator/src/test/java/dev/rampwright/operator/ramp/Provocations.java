package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.World.Pass;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What leads out of each state, so that every transition is met often. */
final class Provocations {
  private static final Proof FAILED = new Proof.Failed("criterion ttft is 2s, limit 1s");

  private Provocations() {}

  /** The one of the present state's that the die says. */
  static List<Pass> of(World world, int die) {
    if (world.state() instanceof Trying && die % 10 == 0) {
      return outage(world);
    }
    List<Consumer<World>> choice = choice(world.state());
    choice.get(die / 10 % choice.size()).accept(world);
    return List.of(world.pass());
  }

  /** Stable's pods stay away for longer than the grace. */
  private static List<Pass> outage(World world) {
    world.prosper();
    world.stableReady(0);
    Pass lost = world.pass();
    world.stableReady(0);
    world.advance(Duration.ofSeconds(130));
    return List.of(lost, world.pass());
  }

  private static List<Consumer<World>> choice(RampState state) {
    return switch (state) {
      case Starting _ -> List.of(World::prosper, world -> world.scale(0));
      case Idle _ -> List.of(world -> world.edit("eeee"), world -> world.edit("ffff"));
      case Preparing _ -> preparing();
      case Proving _ -> proving();
      case Ramping _ -> ramping();
      case Paused _ -> paused();
      case Interrupted _ -> interrupted();
      case Promoting it -> late(it.attempt());
      case Draining it -> late(it.attempt());
      case RollingBack it -> rollingBack(it.attempt());
      case RolledBack it -> rolledBack(it.attempt());
    };
  }

  private static List<Consumer<World>> preparing() {
    return List.of(
        world -> {
          world.pauseSpec(true);
          world.prosper();
          world.command(Verb.PROMOTE_FULL);
        },
        ready(Verb.PROMOTE_FULL),
        world -> world.command(Verb.PAUSE),
        world -> world.command(Verb.PROMOTE),
        world -> world.command(Verb.RESUME),
        world -> world.command(Verb.ABORT),
        world -> world.advance(Duration.ofMinutes(31)));
  }

  private static List<Consumer<World>> proving() {
    return List.of(
        world -> world.command(Verb.PROMOTE_FULL),
        world -> world.command(Verb.PAUSE),
        world -> world.command(Verb.PROMOTE),
        world -> world.command(Verb.ABORT),
        world -> world.proof(FAILED),
        world -> world.proof(new Proof.Invalid("the pod failed")),
        world -> world.proof(new Proof.Inconclusive("too few")),
        world -> {
          world.prosper();
          world.candidateReady(0);
        },
        world -> world.advance(Duration.ofMinutes(21)));
  }

  private static List<Consumer<World>> ramping() {
    return List.of(
        world -> world.pauseSpec(true),
        world -> world.command(Verb.PAUSE),
        world -> world.command(Verb.PROMOTE),
        world -> world.command(Verb.RESUME),
        ready(Verb.PROMOTE_FULL),
        world -> world.command(Verb.ABORT),
        world -> world.candidateReady(0),
        world -> world.requests(100, 40),
        world -> world.advance(Duration.ofMinutes(6)));
  }

  private static List<Consumer<World>> paused() {
    return List.of(
        world -> world.pauseSpec(false),
        world -> {
          world.pauseSpec(false);
          world.command(Verb.RESUME);
        },
        world -> world.command(Verb.PROMOTE),
        ready(Verb.PROMOTE_FULL),
        world -> world.command(Verb.ABORT),
        world -> world.candidateReady(0),
        world -> world.requests(100, 40),
        world -> world.advance(Duration.ofMinutes(60)));
  }

  private static List<Consumer<World>> interrupted() {
    return List.of(
        World::prosper,
        world -> {
          world.pauseSpec(true);
          world.prosper();
        },
        world -> world.command(Verb.PAUSE),
        world -> world.command(Verb.RESUME),
        world -> world.command(Verb.ABORT),
        world -> world.command(Verb.PROMOTE),
        world -> world.advance(Duration.ofMinutes(3)));
  }

  private static List<Consumer<World>> late(Attempt attempt) {
    return List.of(
        World::prosper,
        world -> {
          world.stableReady(1);
          world.candidateReady(0);
        },
        world -> world.scale(0),
        world -> world.command(Verb.ABORT),
        world -> world.command(Verb.PAUSE),
        world -> world.edit(attempt.stable()),
        world -> {
          world.prosper();
          world.advance(Duration.ofMinutes(2));
        });
  }

  private static List<Consumer<World>> rollingBack(Attempt attempt) {
    return List.of(
        World::prosper,
        world -> world.command(Verb.RETRY),
        world -> {
          world.edit(attempt.stable());
          world.prosper();
        },
        world -> {
          world.edit("gggg");
          world.prosper();
        });
  }

  private static List<Consumer<World>> rolledBack(Attempt attempt) {
    return List.of(
        world -> world.command(Verb.RETRY),
        world -> world.command(Verb.RETRY, "hhhh"),
        world -> world.command(Verb.PROMOTE),
        world -> world.edit(attempt.stable()),
        world -> world.edit("iiii"));
  }

  /** With pods that could carry everything, and nothing that would go on by itself. */
  private static Consumer<World> ready(Verb verb) {
    return world -> {
      world.scale(Math.max(1, world.replicas()));
      world.candidateReady(Integer.MAX_VALUE);
      world.acknowledge(0);
      world.endpoints(Set.of());
      world.command(verb);
    };
  }
}
