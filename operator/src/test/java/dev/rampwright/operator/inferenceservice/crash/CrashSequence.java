package dev.rampwright.operator.inferenceservice.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.testing.ApiServer;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** One sequence of happenings, from a service's first spec to its deletion. */
final class CrashSequence {
  private static final int ROUNDS = 8;

  private final long seed;
  private final List<String> told = new ArrayList<>();

  CrashSequence(long seed) {
    this.seed = seed;
  }

  /**
   * Runs it.
   *
   * @return the namespace in which nothing may be left
   * @throws AssertionError that names the invariant
   */
  String run(ApiServer server, Operators operators) {
    Random random = new Random(seed);
    Supplier<CrashPlan> plans = plans(random);
    List<Happening> happenings = CrashFate.sequence(random, ROUNDS);
    boolean interrupted = random.nextInt(4) == 0;
    DeletionPropagation how =
        random.nextBoolean() ? DeletionPropagation.BACKGROUND : DeletionPropagation.FOREGROUND;
    try (CrashWorld world = new CrashWorld(server, operators, plans)) {
      for (Happening happening : happenings) {
        told.add(happening.name());
        happening.act().accept(world);
      }
      if (interrupted) {
        deleteInMidPass(world, how);
      } else {
        restAndDelete(world, how);
      }
      return world.namespace;
    }
  }

  /** For one sequence in four at each write, else at some. */
  private Supplier<CrashPlan> plans(Random random) {
    if (random.nextInt(4) == 0) {
      told.add("dies before and after each write");
      CrashPlan each = CrashPlan.each();
      return () -> each;
    }
    told.add("dies at some writes");
    CrashPlan some = CrashPlan.random(new Random(seed), 0.2);
    return () -> some;
  }

  private void restAndDelete(CrashWorld world, DeletionPropagation how) {
    Rest rest = new Rest(world);
    told.add("comes to rest");
    rest.reach();
    rest.stayForAnHour();
    told.add("is brought to serve what is asked");
    rest.serveWhatIsAsked();
    rest.stayForAnHour();
    assertThat(Orphans.inWaiting(world)).as("I10 all that was made is the service's").isEmpty();
    told.add("is deleted, " + how);
    world.delete(how);
    world.pass();
  }

  /** The user deletes the service while the operator brings up a revision. */
  private void deleteInMidPass(CrashWorld world, DeletionPropagation how) {
    told.add("is deleted in mid-pass, " + how);
    world.wish(wish -> wish.with("context", 8192).with("replicas", 2));
    world.gate.beforeNextWrite(() -> world.delete(how));
    for (int i = 0; i < 5; i++) {
      world.pass();
    }
  }

  /** What happened, for a reader of a failure. */
  @Override
  public String toString() {
    return String.join("\n  ", told);
  }
}
