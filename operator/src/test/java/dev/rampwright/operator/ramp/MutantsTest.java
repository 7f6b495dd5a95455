package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The invariants are worth something: each mutant is caught, and by the one that is meant. */
class MutantsTest {
  private static final int SEQUENCES = 500;
  private static final int ROUNDS = 50;

  /** A person can follow so many. */
  private static final int SHORT = 15;

  @ParameterizedTest
  @EnumSource
  void aMutantIsCaughtByItsInvariantInAShortSequence(Mutants mutant) {
    Optional<Sequence> caught =
        LongStream.range(0, SEQUENCES)
            .mapToObj(seed -> new Sequence(Fate.sequence(seed, ROUNDS), mutant))
            .filter(sequence -> violates(sequence, mutant))
            .findFirst();

    assertThat(caught).as("caught within %d sequences", SEQUENCES).isPresent();
    Sequence shrunk = caught.get().shrunk();
    assertThat(violates(shrunk, mutant)).isTrue();
    assertThat(shrunk.happenings()).as("%s", shrunk).hasSizeLessThanOrEqualTo(SHORT);
  }

  private static boolean violates(Sequence sequence, Mutants mutant) {
    return sequence
        .failure()
        .filter(it -> String.valueOf(it.getMessage()).startsWith(mutant.violated()))
        .isPresent();
  }
}
