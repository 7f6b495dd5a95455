package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of events, other ones at each run. The system property {@code
 * rampwright.ramp.seed} sets the first seed, {@code rampwright.ramp.sequences} how many there are;
 * a failure names the seed of its sequence and shows the least of it that still fails.
 */
class RandomSequencesTest {
  private static final int SEQUENCES = Integer.getInteger("rampwright.ramp.sequences", 5_000);
  private static final int ROUNDS = 50;

  private final Map<String, Integer> reached = new TreeMap<>();

  @Test
  void everyInvariantHoldsAndEverySequenceEndsIdle() {
    long first = Long.getLong("rampwright.ramp.seed", System.nanoTime() & 0xffff_ffffL);
    System.out.printf(
        "%d sequences of %d rounds from -Drampwright.ramp.seed=%d%n", SEQUENCES, ROUNDS, first);
    for (long seed = first; seed < first + SEQUENCES; seed++) {
      Sequence sequence = new Sequence(Fate.sequence(seed, ROUNDS), Ramp::decide);
      try {
        sequence.run().forEach(name -> reached.merge(name, 1, Integer::sum));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(report(seed, sequence, e), e);
      }
    }
    reached.forEach(
        (name, count) ->
            System.out.printf("%6.2f%% of sequences: %s%n", 100.0 * count / SEQUENCES, name));
    assertThat(expected())
        .as("states and transitions that less than 1%% of the sequences reach")
        .allSatisfy(
            name ->
                assertThat(reached.getOrDefault(name, 0))
                    .as(name)
                    .isGreaterThanOrEqualTo(SEQUENCES / 100));
  }

  private static String report(long seed, Sequence sequence, Throwable failure) {
    Sequence shrunk = sequence.shrunk();
    return """
        seed %d (repeat with -Drampwright.ramp.seed=%d): %s
        The least that still fails, %d of %d events:
        %s
        which ends with %s"""
        .formatted(
            seed,
            seed,
            failure.getMessage(),
            shrunk.happenings().size(),
            sequence.happenings().size(),
            shrunk,
            shrunk.failure().map(Throwable::getMessage).orElse("nothing"));
  }

  private static Stream<String> expected() {
    Stream<String> edges = TransitionTable.edges().stream().map(Object::toString);
    Stream<String> states =
        TransitionTable.edges().stream().map(TransitionTable.Edge::to).distinct();
    return Stream.concat(edges, states);
  }
}
