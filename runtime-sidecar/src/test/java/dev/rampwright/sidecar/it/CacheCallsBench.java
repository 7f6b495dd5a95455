package dev.rampwright.sidecar.it;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.SidecarConfig;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long until an invalidation is in force in all pods that share a second level, and what one
 * round trip for many token IDs saves. {@code make bench-cache}.
 */
class CacheCallsBench {
  private static final int PODS = 4;
  private static final int BATCH = 64;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final TestPods service;

  CacheCallsBench(@TempDir Path folder) {
    this.service = new TestPods(folder);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void invalidates() throws IOException {
    int rounds = Integer.getInteger("rampwright.bench.rounds", 200);
    List<TestSidecar> pods = new ArrayList<>();
    for (int i = 0; i < PODS; i++) {
      pods.add(service.start("pod" + i, config(0)));
    }
    Awaitility.await().until(() -> pods.stream().allMatch(TestSidecar::usesSecondLevel));
    measure("tenant", rounds, pods, round -> invalidate(pods.getFirst(), "{\"tenant\":\"alice\"}"));
    measure("model", rounds, pods, round -> invalidate(pods.getFirst(), "{\"model\":\"model\"}"));
    // As the operator does it: all at once.
    measure(
        "epoch",
        rounds,
        pods,
        round -> join(pods.stream().map(pod -> run(() -> push(pod, config(round + 1)))).toList()));
    pods.forEach(TestSidecar::close);
  }

  /**
   * From before the call until the first answer of each pod that the engine gave after it. What the
   * first pod asks anew the others may replay, so it is the answer that tells, not whether it was a
   * replay.
   */
  private void measure(String what, int rounds, List<TestSidecar> pods, IntConsumer act)
      throws IOException {
    double[] millis = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      int round = i;
      String ask = "{\"temperature\":0,\"messages\":[{\"content\":\"" + what + i + "\"}]}";
      service.engine().behave(TestEngine.json(200, "{\"choices\":[\"old\"]}"));
      pods.forEach(
          pod -> Awaitility.await().pollInterval(LOOK_AGAIN).until(() -> isReplayed(pod, ask)));
      service.engine().behave(TestEngine.json(200, "{\"choices\":[\"new\"]}"));
      long begun = System.nanoTime();
      List<CompletableFuture<Void>> watching =
          new ArrayList<>(pods.stream().map(pod -> run(() -> awaitNew(pod, ask))).toList());
      watching.add(run(() -> act.accept(round)));
      join(watching);
      millis[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(millis);
    write(
        "invalidate %s, %d pods, %d rounds: p50 %.1f ms, p99 %.1f ms, slowest %.1f ms"
            .formatted(
                what,
                PODS,
                rounds,
                millis[rounds / 2],
                millis[rounds * 99 / 100],
                millis[rounds - 1]));
  }

  /**
   * Asks each half millisecond, so that those who watch leave the pods something of the machine.
   */
  private static void awaitNew(TestSidecar pod, String ask) {
    while (!asAlice(pod, ask).body().contains("new")) {
      LockSupport.parkNanos(500_000);
    }
  }

  private static boolean isReplayed(TestSidecar pod, String ask) {
    return asAlice(pod, ask).headers().firstValue("Cache-Status").orElse("").contains("; hit;");
  }

  private static HttpResponse<String> asAlice(TestSidecar pod, String ask) {
    return pod.chat(ask, "x-tenant", "alice");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void batches() throws IOException {
    int pairs = Integer.getInteger("rampwright.bench.pairs", 15);
    service.engine().behave(TestEngine.json(200, tokens()));
    // So small that nothing stays in memory: each lookup reaches Redis.
    CacheConfig bare =
        new CacheConfig(
                "agents", 0, 1, new CacheConfig.Responses(true, 60_000), service.redis().address())
            .withTokens(new CacheConfig.Tokens(true, 600_000));
    try (TestSidecar pod = service.start("pod", service.config(bare))) {
      Awaitility.await().until(pod::usesSecondLevel);
      List<String> bodies =
          IntStream.range(0, BATCH).mapToObj(i -> "{\"content\":\"document " + i + "\"}").toList();
      String batch = "{\"requests\":[" + String.join(",", bodies) + "]}";
      bodies.forEach(body -> Awaitility.await().until(() -> tokenize(pod, body)));
      double[] single = new double[pairs];
      double[] together = new double[pairs];
      double[] ratios = new double[pairs];
      for (int i = -3; i < pairs; i++) {
        long begun = System.nanoTime();
        bodies.forEach(body -> require(tokenize(pod, body)));
        long between = System.nanoTime();
        require(!post(pod, AdminPaths.CACHE_TOKENS_BATCH, batch).contains("null"));
        long ended = System.nanoTime();
        if (i >= 0) {
          single[i] = (between - begun) / 1e6;
          together[i] = (ended - between) / 1e6;
          ratios[i] = single[i] / together[i];
        }
      }
      write(
          "%d token lists of 500 IDs from Redis, %d pairs: one by one %.2f ms, one batch %.2f ms, %.1f times (%.1f to %.1f)"
              .formatted(
                  BATCH,
                  pairs,
                  median(single),
                  median(together),
                  median(ratios),
                  ratios[0],
                  ratios[pairs - 1]));
    }
  }

  private static boolean tokenize(TestSidecar pod, String body) {
    return pod.send(
            pod.serve("/tokenize")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)))
        .headers()
        .firstValue("Cache-Status")
        .orElse("")
        .contains("; hit;");
  }

  private static String post(TestSidecar pod, String path, String body) {
    return pod.send(
            pod.serve(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)))
        .body();
  }

  private static String tokens() {
    return IntStream.range(0, 500)
        .mapToObj(i -> Integer.toString(i * 97 % 49_000))
        .collect(Collectors.joining(",", "{\"tokens\":[", "]}"));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("not from Redis");
    }
  }

  private static void invalidate(TestSidecar pod, String body) {
    require(pod.invalidate(body).statusCode() == 200);
  }

  private static void push(TestSidecar pod, SidecarConfig config) {
    require(pod.put(AdminPaths.CONFIG, config).statusCode() == 200);
  }

  private static CompletableFuture<Void> run(Runnable work) {
    return CompletableFuture.runAsync(work, task -> Thread.ofVirtual().start(task));
  }

  private static void join(List<CompletableFuture<Void>> all) {
    all.forEach(CompletableFuture::join);
  }

  private SidecarConfig config(long epoch) {
    CacheConfig cache =
        new CacheConfig(
            "agents",
            epoch,
            1 << 20,
            new CacheConfig.Responses(true, 600_000),
            service.redis().address());
    return TestPods.byHeader(service.config(cache));
  }

  private static void write(String line) throws IOException {
    Path figures = Path.of(System.getProperty("rampwright.bench.figures"));
    Files.createDirectories(figures.toAbsolutePath().getParent());
    Files.writeString(
        figures,
        String.format(Locale.ROOT, "%s%n", line),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    System.out.println(line);
  }
}
