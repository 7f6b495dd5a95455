package dev.rampwright.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final Recent<Integer, String> recent = new Recent<>();

  @Test
  void knowsWhatWasUsedLately() {
    recent.note(0, "used");
    IntStream.rangeClosed(1, 1_000)
        .forEach(
            key -> {
              recent.note(key, "once");
              assertThat(recent.find(0)).contains("used");
            });

    assertThat(recent.find(1)).isEmpty();
    assertThat(recent.find(1_000)).contains("once");
  }
}
