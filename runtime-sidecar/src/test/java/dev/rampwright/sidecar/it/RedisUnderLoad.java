package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests at a steady rate, none asked twice, while the second level is well, then fails, then is
 * left alone by the breaker. No request may fail, nor wait for what is left alone; the latencies
 * are written down, and how late the client itself was, as a busy machine or a pause of the JVM
 * that all share is no latency of the sidecar's. Run by {@code make e2e-cache}.
 */
class RedisUnderLoad {
  private static final int WARM_UP = 3;
  private static final int REQUESTS = 400;
  private static final long EVERY_NANOS = 5_000_000;

  private final RedisServer redis = new RedisServer();
  private final TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;
  private final AtomicInteger number = new AtomicInteger();

  /** One of its phases, all in milliseconds from when each request was due. */
  @SuppressWarnings("ArrayRecordComponent") // Read only.
  private record Phase(double[] sorted, double clientLate) {
    double quantile(double q) {
      return sorted[(int) Math.min(sorted.length - 1L, Math.round(q * sorted.length))];
    }
  }

  RedisUnderLoad(@TempDir Path folder) {
    sidecar =
        TestSidecar.start(
            folder,
            TestSidecar.config("aaaaaaaa", engine.port(), TestSidecar.cache(redis.address())));
    await().until(sidecar::usesSecondLevel);
    for (int i = 0; i < WARM_UP; i++) {
      run();
    }
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
    Phase well = run();
    long before = failedLookups();
    fault.inject();
    Phase failing = run();
    long opened = failedLookups();
    Phase alone = run();
    String line =
        "| %s, %s | %d | 0 | %.1f | %.1f | %.1f | %.1f | %.1f / %.1f / %.1f | %d |%n"
            .formatted(
                Path.of(RedisServer.program()).getFileName(),
                name,
                3 * REQUESTS,
                well.quantile(0.5),
                well.quantile(0.99),
                failing.quantile(0.99),
                alone.quantile(0.99),
                well.clientLate(),
                failing.clientLate(),
                alone.clientLate(),
                opened - before);
    Files.writeString(
        Path.of("target/redis-under-load.md"),
        line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    assertThat(metrics()).containsPattern("sidecar_redis_breaker_open\\{[^}]*} 1.0");
    assertThat(opened).isPositive();
    assertThat(failedLookups()).as("while it is left alone").isEqualTo(opened);
  }

  /** How many lookups have waited for a reply of the second level in vain. */
  private long failedLookups() {
    return Pattern.compile("layer=\"redis\",result=\"error\",} ([0-9.]+)")
        .matcher(metrics())
        .results()
        .mapToLong(found -> Math.round(Double.parseDouble(found.group(1))))
        .sum();
  }

  private String metrics() {
    return sidecar.observe("/metrics").body();
  }

  /** Each must be answered. */
  private Phase run() {
    // The garbage of the phase before, and the compiler's, is not collected in the midst of this.
    System.gc();
    double late = 0;
    long begun = System.nanoTime();
    List<CompletableFuture<Double>> answers = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      long due = begun + i * EVERY_NANOS;
      while (System.nanoTime() < due) {
        java.util.concurrent.locks.LockSupport.parkNanos(due - System.nanoTime());
      }
      late = Math.max(late, (System.nanoTime() - due) / 1e6);
      String ask = "{\"temperature\":0,\"prompt\":\"" + number.incrementAndGet() + "\"}";
      answers.add(
          sidecar
              .client()
              .sendAsync(
                  sidecar
                      .serve("/v1/completions")
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(ask))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .thenApply(
                  answer -> {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    return (System.nanoTime() - due) / 1e6;
                  }));
    }
    double[] millis = answers.stream().mapToDouble(CompletableFuture::join).toArray();
    Arrays.sort(millis);
    return new Phase(millis, late);
  }
}
