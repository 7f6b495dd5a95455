package dev.rampwright.operator.inferenceservice.crash;

import dev.rampwright.operator.inferenceservice.PodMood;
import dev.rampwright.operator.ramp.Verb;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** What happens in a {@link CrashWorld}, by a seed; much of it goes well, or no ramp would end. */
final class CrashFate {
  /** A pass dies at each of its writes at most twice; one that still does not end gets nowhere. */
  private static final int LIVES = 120;

  private static final List<Class<? extends HasMetadata>> LOSSES =
      List.of(
          NetworkPolicy.class,
          ConfigMap.class,
          PodDisruptionBudget.class,
          Service.class,
          Deployment.class);

  private static final List<Verb> VERBS = List.of(Verb.values());

  private final Random random;
  private final List<Happening> happenings = new ArrayList<>();

  private CrashFate(Random random) {
    this.random = random;
  }

  /** So many rounds, each of an event or two and the passes that follow. */
  static List<Happening> sequence(Random random, int rounds) {
    CrashFate fate = new CrashFate(random);
    fate.goesWell(4);
    for (int i = 0; i < rounds; i++) {
      fate.round();
    }
    return fate.happenings;
  }

  private void round() {
    if (random.nextInt(100) < 30) {
      goesWell(3 + random.nextInt(4));
      return;
    }
    for (int events = random.nextInt(2); events >= 0; events--) {
      event();
    }
    boolean lingers = random.nextInt(4) == 0;
    Duration later = Duration.ofSeconds(random.nextInt(25));
    happens(
        "%s later %s".formatted(later, lingers ? "one look" : "looks"),
        world -> {
          world.advance(later);
          if (lingers) {
            world.pass();
          } else {
            outlive(world);
          }
        });
  }

  private void goesWell(int passes) {
    happens(
        "all goes well, %d passes".formatted(passes),
        world -> {
          world.prosper();
          for (int i = 0; i < passes; i++) {
            world.advance(Duration.ofSeconds(8));
            outlive(world);
          }
        });
  }

  /** Looks until one operator outlives its look. */
  static void outlive(CrashWorld world) {
    for (int i = 0; i < LIVES; i++) {
      if (world.pass()) {
        return;
      }
    }
    throw new AssertionError("L2 no operator gets through a pass; it stays in " + world.state());
  }

  private void event() {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> revision();
      case 3 -> live();
      case 4 -> replicas();
      case 5 -> command();
      case 6, 7 -> pods();
      case 8 -> gates();
      default -> misfortune();
    }
  }

  private void revision() {
    switch (random.nextInt(6)) {
      case 0 -> wishes("cache", random.nextBoolean() ? Wish.CACHE : "");
      case 1 -> wishes("proof", random.nextBoolean() ? Wish.PROOF : "");
      default -> wishes("context", 1024 * (1 + random.nextInt(4)));
    }
  }

  private void live() {
    switch (random.nextInt(6)) {
      case 0 -> wishes("timeout", 1 + random.nextInt(9));
      case 1 -> wishes("unavailable", random.nextInt(3));
      case 2 -> wishes("history", 1 + random.nextInt(3));
      case 3 -> wishes("hold", 20 * random.nextInt(3));
      default -> wishes("paused", random.nextInt(3) == 0);
    }
  }

  private void replicas() {
    wishes("replicas", random.nextInt(4));
  }

  private void command() {
    int which = random.nextInt(8);
    String verb = VERBS.get(random.nextInt(VERBS.size())).word();
    if (which < 2) {
      happens("an old command is restored", world -> world.restoreCommand(which));
    } else {
      happens("command " + verb, world -> world.command(verb));
    }
  }

  private void pods() {
    int which = random.nextInt(3);
    PodMood mood = random.nextInt(3) == 0 ? PodMood.CRASHING : PodMood.LOADING;
    switch (random.nextInt(6)) {
      case 0 -> happens("candidate is " + mood, it -> it.node.mood(it.candidate(), mood));
      case 1 -> happens("stable is LOADING", it -> it.node.mood(it.stable(), PodMood.LOADING));
      case 2 -> happens("a stable pod goes", it -> it.node.kill(pods(it.stable()), which));
      case 3 -> happens("a candidate pod goes", it -> it.node.kill(pods(it.candidate()), which));
      case 4 ->
          happens("a sidecar restarts", it -> it.node.restartSidecar(CrashWorld.SERVICE, which));
      default -> happens("pods heal", world -> world.node.heal());
    }
  }

  private static String pods(String revision) {
    return CrashWorld.SERVICE + "-" + revision + "-";
  }

  private void gates() {
    switch (random.nextInt(4)) {
      case 0 -> happens("candidates fail 30%", world -> world.node.candidatesFail(0.3));
      case 1 -> happens("no requests come", world -> world.node.requestsCome(false));
      case 2 ->
          happens(
              "the benchmark fails",
              world -> world.benchmarksAre("{state: Complete, verdict: Fail, message: slow}"));
      default -> happens("candidates fail no more", world -> world.node.candidatesFail(0));
    }
  }

  private void misfortune() {
    Class<? extends HasMetadata> kind = LOSSES.get(random.nextInt(LOSSES.size()));
    Duration away = Duration.ofMinutes(1 + random.nextInt(150));
    switch (random.nextInt(3)) {
      case 0 -> happens("the operator is killed", CrashWorld::restart);
      case 1 -> happens("nobody looks for " + away, world -> world.advance(away));
      default ->
          happens("a stranger deletes each " + kind.getSimpleName(), world -> world.lose(kind));
    }
  }

  private void wishes(String field, Object value) {
    happens("%s: %s".formatted(field, value), world -> world.wish(wish -> wish.with(field, value)));
  }

  private void happens(String name, Consumer<CrashWorld> act) {
    happenings.add(new Happening(name, act));
  }
}
