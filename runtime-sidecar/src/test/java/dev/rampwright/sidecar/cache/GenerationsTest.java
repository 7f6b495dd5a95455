package dev.rampwright.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenerationsTest {
  private Instant now = Instant.ofEpochMilli(1_000);
  private final Generations generations = new Generations(() -> now);

  @Test
  void beginsAtNothing() {
    assertThat(generations.of("a")).isZero();
    assertThat(generations.size()).isZero();
  }

  @Test
  void risesWithEachInvalidationWhateverTheClockDoes() {
    long first = generations.raise("a");
    long second = generations.raise("a");
    now = Instant.ofEpochMilli(5);
    long third = generations.raise("a");

    assertThat(first).isEqualTo(1_000);
    assertThat(second).isGreaterThan(first);
    assertThat(third).isGreaterThan(second);
    assertThat(generations.of("b")).isZero();
  }

  @Test
  void takesWhatOthersKnowAndNeverFallsBack() {
    generations.raise("a");
    generations.learn(Map.of("a", 7L, "b", 2_000L));

    assertThat(generations.of("a")).isEqualTo(1_000);
    assertThat(generations.of("b")).isEqualTo(2_000);
  }

  @Test
  void knowsWhatAStoreHasLost() {
    generations.raise("a");
    generations.learn(Map.of("b", 5L, "c", 6L));

    assertThat(generations.aheadOf(Map.of("b", 5L, "c", 9L)))
        .containsExactly(Map.entry("a", 1_000L));
    assertThat(generations.aheadOf(Map.of())).hasSize(3);
  }
}
