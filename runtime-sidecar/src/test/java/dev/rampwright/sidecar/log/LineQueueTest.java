package dev.rampwright.sidecar.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LineQueueTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void keepsTheOrderAndWritesAllBeforeItCloses() throws InterruptedException {
    LineQueue queue = LineQueue.to(new PrintStream(written, false, UTF_8), 1_000);
    for (int i = 0; i < 500; i++) {
      int number = i;
      queue.accept(() -> "line " + number);
    }
    assertThat(queue.close(Duration.ofSeconds(20))).isTrue();

    assertThat(written.toString(UTF_8).lines()).hasSize(500).startsWith("line 0", "line 1");
    assertThat(queue.dropped()).isZero();
  }

  /** Whoever logs is an event loop. */
  @Test
  void aStreamThatTakesNothingHoldsNobodyUpAndWhatIsLostIsCounted() {
    CountDownLatch reading = new CountDownLatch(1);
    LineQueue queue = LineQueue.to(new PrintStream(blockedUntil(reading), true, UTF_8), 10);
    Log log = new Log(queue, Log.Format.JSON, InstantSource.system());
    for (int i = 0; i < 100; i++) {
      log.record("request", () -> Map.of("status", 200));
    }

    assertThat(log.dropped()).isBetween(89L, 90L);
    reading.countDown();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> written.toString(UTF_8).lines().count() == 100 - log.dropped());
  }

  private OutputStream blockedUntil(CountDownLatch reading) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        try {
          reading.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        written.write(b);
      }
    };
  }
}
