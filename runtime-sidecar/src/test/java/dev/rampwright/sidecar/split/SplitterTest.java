package dev.rampwright.sidecar.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
  @Test
  void isNeverFurtherThanOneRequestFromTheWeight() {
    Random random = new Random(17);
    for (int run = 0; run < 500; run++) {
      int weight = random.nextInt(10_001);
      Splitter splitter = new Splitter(weight);
      long candidate = 0;
      for (int n = 1; n <= 2_000; n++) {
        candidate += splitter.nextIsCandidate() ? 1 : 0;
        assertThat(candidate)
            .as("weight %d after %d", weight, n)
            .isEqualTo((long) weight * n / 10_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void isOffByLessThanTheNumberOfPodsWhenEachSplitsForItself(int pods) {
    Random random = new Random(pods);
    Splitter[] splitters = new Splitter[pods];
    java.util.Arrays.setAll(splitters, i -> new Splitter(1_000));
    long candidate = 0;
    for (int n = 1; n <= 100_000; n++) {
      candidate += splitters[random.nextInt(pods)].nextIsCandidate() ? 1 : 0;
      assertThat(Math.abs(candidate - n / 10.0)).isLessThanOrEqualTo(pods);
    }
  }

  @Test
  void spreadsTheShareEvenly() {
    Splitter splitter = new Splitter(2_500);
    StringBuilder turns = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      turns.append(splitter.nextIsCandidate() ? 'c' : 's');
    }
    assertThat(turns).hasToString("ssscssscsssc");
  }

  @Test
  void givesNothingAtZeroAndEverythingAtAll() {
    Splitter none = new Splitter(0);
    Splitter all = new Splitter(10_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(none.nextIsCandidate()).isFalse();
      assertThat(all.nextIsCandidate()).isTrue();
    }
  }
}
