package dev.rampwright.operator.inferenceservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final Duration DELAY = Duration.ofSeconds(30);

  @Test
  void delaysDifferAndAreNeverLonger() {
    Spread spread = new Spread(new SplittableRandom(7));

    List<Duration> delays = Stream.generate(() -> spread.of(DELAY)).limit(1_000).toList();

    assertThat(delays).allMatch(it -> it.compareTo(DELAY) <= 0);
    assertThat(delays).allMatch(it -> it.compareTo(Duration.ofSeconds(24)) >= 0);
    assertThat(delays).anyMatch(it -> it.compareTo(Duration.ofSeconds(25)) < 0);
    assertThat(delays).anyMatch(it -> it.compareTo(Duration.ofSeconds(29)) > 0);
  }
}
