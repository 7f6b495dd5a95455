package dev.rampwright.operator.inferenceservice.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SilentSidecarsTest {
  private long now;
  private final SilentSidecars silent = new SilentSidecars(() -> now);

  @Test
  void aSilentOneIsLeftAloneForLongerAndLonger() {
    silent.timedOut("a");
    assertPause("a", SilentSidecars.FIRST);

    silent.timedOut("a");
    assertPause("a", SilentSidecars.FIRST.multipliedBy(2));

    IntStream.range(0, 20).forEach(_ -> silent.timedOut("a"));
    assertPause("a", SilentSidecars.LONGEST);
    assertThat(silent.mayAnswer("b")).isTrue();
  }

  @Test
  void anAnswerEndsTheSilence() {
    silent.timedOut("a");
    silent.timedOut("a");

    silent.answered("a");

    assertThat(silent.mayAnswer("a")).isTrue();
    silent.timedOut("a");
    assertPause("a", SilentSidecars.FIRST);
  }

  private void assertPause(String pod, Duration pause) {
    now += pause.toNanos() - 1;
    assertThat(silent.mayAnswer(pod)).isFalse();
    now += 1;
    assertThat(silent.mayAnswer(pod)).isTrue();
  }
}
