package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.RampPlan.Gates;
import dev.rampwright.operator.ramp.World.Pass;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Lets things happen in a {@link World}, by a seed; half of them go well, or no ramp would end. */
final class Fate {
  private static final List<String> REVISIONS = List.of("aaaa", "bbbb", "cccc", "dddd");

  private static final List<Gate> ERRORS =
      List.of(new Gate.ErrorRate("errors", 0.05), new Gate.ErrorRate("strict", 0.01, null, true));

  private final Random random;
  private final World world;

  /** Events for which the stable revision's pods stay away. */
  private int outage;

  Fate(long seed, World world) {
    this.random = new Random(seed);
    this.world = world;
  }

  /** One or a few events, and the pass that follows them. */
  Pass next() {
    if (outage > 0) {
      outage--;
      world.prosper();
      world.stableReady(0);
      world.advance(Duration.ofSeconds(40));
      return world.pass();
    }
    if (random.nextInt(100) < 50) {
      world.prosper();
      return world.pass();
    }
    for (int events = random.nextInt(4); events >= 0; events--) {
      disturb();
    }
    return switch (random.nextInt(10)) {
      case 0 -> world.stalePass();
      case 1 -> world.lostPass();
      default -> world.pass();
    };
  }

  private void disturb() {
    switch (random.nextInt(6)) {
      case 0 -> user();
      case 1 -> time();
      case 2 -> pods();
      case 3 -> requests();
      default -> sidecars();
    }
  }

  private void user() {
    switch (random.nextInt(8)) {
      case 0 -> world.scale(0);
      case 1, 2 -> world.scale(1 + random.nextInt(3));
      case 3 -> world.editPlan(plan());
      default -> world.edit(REVISIONS.get(random.nextInt(REVISIONS.size())));
    }
  }

  private void time() {
    switch (random.nextInt(5)) {
      case 0 -> world.advance(Duration.ofMinutes(-random.nextInt(5)));
      case 1 -> world.advance(Duration.ofMinutes(random.nextInt(40)));
      default -> world.advance(Duration.ofSeconds(random.nextInt(130)));
    }
  }

  private void pods() {
    switch (random.nextInt(8)) {
      case 0 -> world.candidateFails();
      case 1 -> world.heal();
      case 2 -> outage = random.nextInt(8);
      case 3 -> world.stableReady(random.nextInt(4));
      case 4, 5 -> world.candidateReady(0);
      default -> world.candidateReady(random.nextInt(4));
    }
  }

  private void requests() {
    int finished = random.nextInt(200);
    switch (random.nextInt(4)) {
      case 0 -> world.requests(finished, finished * 3 / 10);
      case 1 -> world.requests(finished, finished / 20);
      case 2 -> world.inFlight(random.nextInt(3), random.nextInt(3));
      default -> world.requests(finished, 0);
    }
  }

  private void sidecars() {
    String entry = world.state().entryRevision();
    switch (random.nextInt(4)) {
      case 0 -> world.acknowledge(random.nextInt(3));
      case 1 ->
          world.endpoints(
              Set.copyOf(List.of(entry, REVISIONS.get(random.nextInt(REVISIONS.size())))));
      case 2 -> world.endpoints(Set.of());
      default -> world.endpoints(Set.of(entry));
    }
  }

  private RampPlan plan() {
    Gates gates =
        switch (random.nextInt(6)) {
          case 0 -> Gates.NONE;
          case 1 -> new Gates(100, 2, ERRORS);
          case 2 -> new Gates(60, 1, ERRORS, 3, OnInconclusive.HOLD);
          case 3 -> new Gates(60, 1, ERRORS, 1, OnInconclusive.PROMOTE);
          case 4 -> new Gates(60, 1, ERRORS, 2, OnInconclusive.ROLL_BACK);
          default -> Fixtures.PLAN.gates();
        };
    List<RampPlan.Step> steps =
        random.nextBoolean() ? Fixtures.PLAN.steps() : List.of(Fixtures.step(100));
    return new RampPlan(
        steps,
        Fixtures.PLAN.startupDeadline(),
        Duration.ofSeconds(random.nextInt(60)),
        Fixtures.PLAN.drainGrace(),
        gates);
  }
}
