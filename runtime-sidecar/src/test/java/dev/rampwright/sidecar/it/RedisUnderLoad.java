package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests at a steady rate, none asked twice, while the second level is well, then fails, then is
 * left alone by the breaker. No request may fail; the latencies are written down. Run by {@code
 * make e2e-cache}.
 */
class RedisUnderLoad {
  private static final int REQUESTS = 400;
  private static final long EVERY_NANOS = 5_000_000;

  private final RedisServer redis = new RedisServer();
  private final TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;
  private final AtomicInteger number = new AtomicInteger();

  RedisUnderLoad(@TempDir Path folder) {
    sidecar =
        TestSidecar.start(
            folder,
            TestSidecar.config("aaaaaaaa", engine.port(), TestSidecar.cache(redis.address())));
    await().until(sidecar::usesSecondLevel);
    run();
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
    redis.close();
  }

  @Test
  void killed() throws IOException {
    measure("killed", redis::close);
  }

  @Test
  void stopped() throws IOException {
    measure("stopped (SIGSTOP)", redis::hang);
  }

  private interface Fault {
    void inject() throws IOException;
  }

  private void measure(String name, Fault fault) throws IOException {
    double[] well = run();
    fault.inject();
    double[] failing = run();
    double[] alone = run();
    String line =
        "| %s, %s | %d | 0 | %.1f | %.1f | %.1f | %.1f |%n"
            .formatted(
                Path.of(RedisServer.program()).getFileName(),
                name,
                3 * REQUESTS,
                quantile(well, 0.5),
                quantile(well, 0.99),
                quantile(failing, 0.99),
                quantile(alone, 0.99));
    Files.writeString(
        Path.of("target/redis-under-load.md"),
        line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    assertThat(sidecar.stats().core().cache().redisErrors()).isPositive();
  }

  /** Milliseconds from when each was due, sorted; each must be answered. */
  private double[] run() {
    long begun = System.nanoTime();
    List<CompletableFuture<Double>> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      long due = begun + i * EVERY_NANOS;
      while (System.nanoTime() < due) {
        java.util.concurrent.locks.LockSupport.parkNanos(due - System.nanoTime());
      }
      String ask = "{\"temperature\":0,\"prompt\":\"" + number.incrementAndGet() + "\"}";
      answers.add(
          sidecar
              .client()
              .sendAsync(
                  sidecar
                      .serve("/v1/completions")
                      .header("Content-Type", "application/json")
                      .POST(java.net.http.HttpRequest.BodyPublishers.ofString(ask))
                      .build(),
                  java.net.http.HttpResponse.BodyHandlers.ofString())
              .thenApply(
                  answer -> {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    return (System.nanoTime() - due) / 1e6;
                  }));
    }
    double[] millis = answers.stream().mapToDouble(CompletableFuture::join).toArray();
    Arrays.sort(millis);
    return millis;
  }

  private static double quantile(double[] sorted, double q) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(q * sorted.length))];
  }
}
