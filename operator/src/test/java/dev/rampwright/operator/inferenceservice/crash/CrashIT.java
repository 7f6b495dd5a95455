package dev.rampwright.operator.inferenceservice.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.operator.inferenceservice.InferenceServiceReconciler;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import dev.rampwright.operator.testing.GarbageCollector;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random sequences of events against the real API server, other ones at each run, in which the
 * operator dies before and after its writes. The system property {@code rampwright.crash.seed} sets
 * the first seed, {@code rampwright.crash.sequences} how many there are; a failure names the seed
 * of its sequence and tells what happened.
 */
@ExtendWith(ApiServerExtension.class)
class CrashIT {
  private static final int SEQUENCES = Integer.getInteger("rampwright.crash.sequences", 2);

  /** From so many on every kind of write must have been one at which the operator died. */
  private static final int MANY = 100;

  /** Not every sequence has the death that tells; the first that has it ends the search. */
  private static final int MUTANT_SEEDS = 12;

  private final ApiServer server;

  CrashIT(ApiServer server) {
    this.server = server;
  }

  @Test
  void comesToRestWritesNothingThereAndLeavesNoOrphan() {
    long first = Long.getLong("rampwright.crash.seed", System.nanoTime() & 0xffff_ffffL);
    System.out.printf("%d sequences from -Drampwright.crash.seed=%d%n", SEQUENCES, first);
    Instant begun = Instant.now();
    Set<String> ended = new TreeSet<>();
    try (GarbageCollector collector = GarbageCollector.start(server);
        Operators operators = new Operators(server, InferenceServiceReconciler::new)) {
      for (long seed = first; seed < first + SEQUENCES; seed++) {
        ended.add(run(seed, operators));
      }
      System.out.printf("in %s%n", Duration.between(begun, Instant.now()));
      print(operators.gate.deaths());
      await("I10 nothing is left of the deleted services")
          .untilAsserted(() -> assertThat(Orphans.in(server.client(), ended)).isEmpty());
      assertThat(collector.isAlive()).isTrue();
      if (SEQUENCES >= MANY) {
        assertThat(operators.gate.deaths().values())
            .allSatisfy(it -> assertThat(Math.min(it.before(), it.after())).isPositive());
      }
    }
  }

  /** It counts no requests, so that some sequences end at a step that it cannot pass. */
  @Test
  void anOperatorThatActsBeforeItRecordsIsFound() {
    try (Operators operators = new Operators(server, ActsBeforeItRecords::new)) {
      assertThat(
              LongStream.rangeClosed(1, MUTANT_SEEDS)
                  .mapToObj(seed -> failure(seed, operators))
                  .flatMap(Optional::stream)
                  .filter(it -> it.contains("I8 a sidecar knows an epoch that is not recorded"))
                  .findFirst())
          .as("one of %d sequences in which it is found", MUTANT_SEEDS)
          .isPresent();
    }
  }

  private Optional<String> failure(long seed, Operators operators) {
    try {
      run(seed, operators);
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private String run(long seed, Operators operators) {
    CrashSequence sequence = new CrashSequence(seed);
    try {
      return sequence.run(server, operators);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed %d (repeat with -Drampwright.crash.seed=%d -Drampwright.crash.sequences=1): %s%n  %s"
              .formatted(seed, seed, e.getMessage(), sequence),
          e);
    }
  }

  private static void print(Map<String, WriteGate.Deaths> deaths) {
    System.out.printf("%6s %6s %6s  writes, deaths before and after them%n", "", "before", "after");
    deaths.forEach(
        (kind, it) ->
            System.out.printf("%6d %6d %6d  %s%n", it.writes(), it.before(), it.after(), kind));
  }
}
