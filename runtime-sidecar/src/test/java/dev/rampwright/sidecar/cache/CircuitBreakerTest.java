package dev.rampwright.sidecar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
  private final CircuitBreaker breaker = new CircuitBreaker(3, Duration.ofSeconds(2), now::get);

  @Test
  void opensAfterFailuresInARowOnly() {
    fail(2);
    breaker.succeeded();
    fail(2);
    assertThat(breaker.permits()).isTrue();

    fail(1);

    assertThat(breaker.permits()).isFalse();
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void letsOneProbeThroughAfterThePause() {
    fail(3);
    pass(Duration.ofMillis(1_999));
    assertThat(breaker.permitsProbe()).isFalse();

    pass(Duration.ofMillis(1));

    assertThat(breaker.permits()).as("for whom somebody waits").isFalse();
    assertThat(breaker.permitsProbe()).isTrue();
    assertThat(breaker.permitsProbe()).isFalse();
    assertThat(breaker.permits()).as("while the probe is under way").isFalse();
  }

  @Test
  void closesWhenTheProbeSucceeds() {
    fail(3);
    pass(Duration.ofSeconds(2));
    assertThat(breaker.permitsProbe()).isTrue();

    breaker.succeeded();

    assertThat(breaker.isOpen()).isFalse();
    fail(2);
    assertThat(breaker.permits()).isTrue();
  }

  @Test
  void waitsAgainWhenTheProbeFails() {
    fail(3);
    pass(Duration.ofSeconds(2));
    assertThat(breaker.permitsProbe()).isTrue();

    fail(1);

    assertThat(breaker.permitsProbe()).isFalse();
    pass(Duration.ofSeconds(2));
    assertThat(breaker.permitsProbe()).isTrue();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed();
    }
  }

  private void pass(Duration duration) {
    now.addAndGet(duration.toNanos());
  }
}
