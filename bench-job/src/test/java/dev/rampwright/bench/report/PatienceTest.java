package dev.rampwright.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.bench.fakes.ManualClock;
import dev.rampwright.bench.process.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final ManualClock clock = new ManualClock();
  private final StopSignal stop = new StopSignal();
  private final Patience patience = new Patience(clock.runClock(), stop);
  private final List<Long> attempts = new ArrayList<>();

  @Test
  void aSuccessNeedsNoSecondAttempt() {
    assertThat(patience.until(() -> attempt(true))).isTrue();

    assertThat(attempts).containsExactly(0L);
  }

  @Test
  void pausesDouble() {
    assertThat(patience.until(() -> attempt(attempts.size() == 5))).isTrue();

    assertThat(attempts).containsExactly(0L, 500L, 1_500L, 3_500L, 7_500L, 15_500L);
  }

  @Test
  void afterTwoMinutesItGivesUp() {
    assertThat(patience.until(() -> attempt(false))).isFalse();

    assertThat(attempts.getLast()).isBetween(100_000L, 120_000L);
    assertThat(attempts).hasSizeLessThan(14);
  }

  @Test
  void onceStoppedItHurriesAndGivesUpAfterEightSeconds() {
    patience.until(
        () -> {
          if (clock.now() >= Duration.ofSeconds(7).toNanos()) {
            stop.request();
          }
          return attempt(false);
        });

    assertThat(attempts.getLast()).isBetween(14_500L, 16_000L);
    assertThat(attempts).hasSizeGreaterThan(18);
  }

  private boolean attempt(boolean succeeds) {
    attempts.add(Duration.ofNanos(clock.now()).toMillis());
    return succeeds;
  }
}
