package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.RampPlan.Gates;
import dev.rampwright.operator.ramp.RampPlan.OnHoldExceeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** What happens in a {@link World}, by a seed; much of it goes well, or no ramp would end. */
final class Fate {
  private static final List<String> REVISIONS = List.of("aaaa", "bbbb", "cccc", "dddd");
  private static final List<Verb> VERBS = List.of(Verb.values());

  private static final List<Gate> ERRORS =
      List.of(new Gate.ErrorRate("errors", 0.05), new Gate.ErrorRate("strict", 0.01, null, true));

  private final Random random;
  private final List<Happening> happenings = new ArrayList<>();

  private Fate(long seed) {
    this.random = new Random(seed);
  }

  /** So many rounds, each of one or a few events and the pass that follows them. */
  static List<Happening> sequence(long seed, int rounds) {
    Fate fate = new Fate(seed);
    for (int i = 0; i < rounds; i++) {
      fate.round();
    }
    return fate.happenings;
  }

  private void round() {
    int die = random.nextInt(100);
    if (die < 35) {
      happens("all goes well", World::prosper);
      happenings.add(Happening.pass("pass", World::pass));
    } else if (die < 70) {
      int which = random.nextInt(1 << 20);
      happenings.add(new Happening("provocation " + which, world -> Provocations.of(world, which)));
    } else {
      for (int events = random.nextInt(4); events >= 0; events--) {
        disturb();
      }
      happenings.add(anyPass());
    }
  }

  private Happening anyPass() {
    return switch (random.nextInt(10)) {
      case 0 -> Happening.pass("pass on stale caches", World::stalePass);
      case 1 -> Happening.pass("pass that is lost", World::lostPass);
      default -> Happening.pass("pass", World::pass);
    };
  }

  private void disturb() {
    switch (random.nextInt(8)) {
      case 0 -> user();
      case 1 -> command();
      case 2 -> time();
      case 3 -> pods();
      case 4 -> requests();
      case 5 -> proof();
      default -> sidecars();
    }
  }

  private void user() {
    String revision = REVISIONS.get(random.nextInt(REVISIONS.size()));
    int pods = 1 + random.nextInt(4);
    switch (random.nextInt(9)) {
      case 0 -> happens("replicas 0", world -> world.scale(0));
      case 1 -> happens("replicas " + pods, world -> world.scale(pods));
      case 2 -> {
        RampPlan plan = plan();
        happens("another plan", world -> world.editPlan(plan));
      }
      case 3 -> happens("paused: true", world -> world.pauseSpec(true));
      case 4, 5 -> happens("paused: false", world -> world.pauseSpec(false));
      default -> happens("spec asks for " + revision, world -> world.edit(revision));
    }
  }

  private void command() {
    Verb verb = VERBS.get(random.nextInt(VERBS.size()));
    String other = REVISIONS.get(random.nextInt(REVISIONS.size()));
    int which = random.nextInt(64);
    switch (random.nextInt(4)) {
      case 0 -> happens(verb.word() + " for " + other, world -> world.command(verb, other));
      case 1 -> happens("an old command is restored", world -> world.restore(which));
      default -> happens(verb.word(), world -> world.command(verb));
    }
  }

  private void time() {
    int minutes = random.nextInt(40);
    int seconds = random.nextInt(130);
    switch (random.nextInt(5)) {
      case 0 -> advance(Duration.ofMinutes(-minutes / 8));
      case 1 -> advance(Duration.ofMinutes(minutes));
      default -> advance(Duration.ofSeconds(seconds));
    }
  }

  private void advance(Duration by) {
    happens("clock " + by, world -> world.advance(by));
  }

  private void pods() {
    int pods = random.nextInt(4);
    switch (random.nextInt(8)) {
      case 0 -> happens("a container of the candidate fails", World::candidateFails);
      case 1, 2 -> happens("containers are healed", World::heal);
      case 3 -> happens("stable has %d ready".formatted(pods), world -> world.stableReady(pods));
      case 4 -> happens("the candidate has none ready", world -> world.candidateReady(0));
      default -> happens("the candidate has %d ready".formatted(pods), w -> w.candidateReady(pods));
    }
  }

  private void requests() {
    int finished = random.nextInt(200);
    int one = random.nextInt(3);
    int other = random.nextInt(3);
    switch (random.nextInt(4)) {
      case 0 -> happens("30% fail", world -> world.requests(finished, finished * 3 / 10));
      case 1 -> happens("5% fail", world -> world.requests(finished, finished / 20));
      case 2 -> happens("requests in flight", world -> world.inFlight(one, other));
      default -> happens("none fails", world -> world.requests(finished, 0));
    }
  }

  private void proof() {
    Proof proof =
        switch (random.nextInt(5)) {
          case 0 -> new Proof.Failed("too slow");
          case 1 -> new Proof.Invalid("no pod");
          case 2 -> new Proof.Inconclusive("too few");
          case 3 -> new Proof.Running("half");
          default -> new Proof.Passed();
        };
    happens("benchmark: " + proof, world -> world.proof(proof));
  }

  private void sidecars() {
    int pods = random.nextInt(3);
    String other = REVISIONS.get(random.nextInt(REVISIONS.size()));
    switch (random.nextInt(5)) {
      case 4 -> happens("old pods are gone", World::vacate);
      case 0 -> happens(pods + " acknowledge", world -> world.acknowledge(pods));
      case 1 ->
          happens(
              "endpoints of two revisions",
              world -> world.endpoints(Set.copyOf(List.of(world.state().entryRevision(), other))));
      case 2 -> happens("no endpoints", world -> world.endpoints(Set.of()));
      default ->
          happens(
              "endpoints of the entry",
              world -> world.endpoints(Set.of(world.state().entryRevision())));
    }
  }

  private void happens(String name, Consumer<World> change) {
    happenings.add(Happening.of(name, change));
  }

  private Capacity capacity() {
    return switch (random.nextInt(8)) {
      case 0 -> new Capacity.Recreate();
      case 1 -> Capacity.Overlap.pods(1);
      case 2 -> Capacity.Overlap.percent(25);
      case 3, 4 -> Capacity.Overlap.pods(0);
      default -> Capacity.DOUBLE;
    };
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
        gates,
        random.nextBoolean() ? OnHoldExceeded.PAUSE : OnHoldExceeded.ROLLBACK,
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(Fixtures.PROOF_TIMEOUT),
        capacity());
  }
}
