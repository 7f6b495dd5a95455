package dev.rampwright.sidecar.it;

import static dev.rampwright.sidecar.it.TestEngine.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarConfig.Pool;
import dev.rampwright.contracts.SidecarConfig.Serving;
import dev.rampwright.contracts.TrafficWeights;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sidecar before an engine with one slot, with room for one more request to wait. */
class QueueIT {
  private static final String ASK = "{\"n\":%d}";
  private static final String CACHEABLE = "{\"temperature\":0,\"messages\":[]}";

  private final TestEngine engine = new TestEngine();
  private final List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<HttpResponse<String>>> open = new ArrayList<>();
  private final Path folder;
  private final TestSidecar sidecar;

  QueueIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.sidecar = start("aaaaaaaa", engine, new Pool(1, 1));
  }

  private TestSidecar start(String revision, TestEngine before, Pool pool) throws IOException {
    return TestSidecar.start(
        Files.createDirectory(folder.resolve(revision)), config(revision, before, pool));
  }

  private static SidecarConfig config(String revision, TestEngine before, Pool pool) {
    return config(revision, before, pool, 60_000);
  }

  private static SidecarConfig config(
      String revision, TestEngine before, Pool pool, long timeoutMillis) {
    SidecarConfig.Limits limits = new SidecarConfig.Limits(timeoutMillis, 5_000, 10_000, 1 << 20);
    return TestSidecar.config(revision, before.port(), TestSidecar.cache(null), limits)
        .withServing(new Serving(pool, List.of()));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void turnsAwayAtOnceWhatHasNoPlaceAndAnswersTheRest() {
    hold();
    var first = ask(sidecar, 1);
    var second = askAndWait(2);

    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      HttpResponse<String> third = sidecar.chat(ASK.formatted(3));
      took.add(Duration.ofNanos(System.nanoTime() - start));
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.headers().firstValueAsLong("retry-after")).hasValue(1);
      assertThat(third.headers().firstValue("x-request-id")).isPresent();
      assertThat(third.body())
          .contains("\"error\":{\"message\":", "\"type\":\"rate_limit_error\"", "queue_full");
    }
    assertThat(took.stream().min(Duration::compareTo).orElseThrow())
        .isLessThan(Duration.ofMillis(10));

    release();
    assertThat(first.join().statusCode()).isEqualTo(200);
    await().until(() -> held.size() == 2);
    release();
    assertThat(second.join().statusCode()).isEqualTo(200);
    assertThat(sidecar.local()).as("of 22").isEqualTo(new Outcomes(22, 2, Map.of()));
    assertThat(sidecar.observe("/metrics").body())
        .containsPattern("requests_shed_total\\{[^}]*role=\"local\",} 20.0");
  }

  @Test
  void saysThatThePoolIsFullAndStaysReady() {
    assertThat(sidecar.observe("/health/pool").statusCode()).isEqualTo(200);
    hold();
    fillSlot();
    assertThat(sidecar.observe("/health/pool").statusCode()).as("half").isEqualTo(200);

    fillQueue();

    HttpResponse<String> pool = sidecar.observe("/health/pool");
    assertThat(pool.statusCode()).isEqualTo(503);
    assertThat(pool.body()).contains("1 requests in the engine, 1 waiting: 100% of the pool");
    assertThat(sidecar.observe("/health/ready").statusCode()).isEqualTo(200);
    assertThat(sidecar.observe("/metrics").body())
        .containsPattern("pool_used_ratio\\{[^}]*} 1.0")
        .containsPattern("pool_in_slots\\{[^}]*} 1.0");
  }

  @Test
  void answersAHitWithoutASlot() {
    sidecar.chat(CACHEABLE);
    hold();
    fillSlot();
    fillQueue();

    HttpResponse<String> hit = sidecar.chat(CACHEABLE);

    assertThat(hit.headers().firstValue("cache-status").orElseThrow()).contains("; hit;");
    var models = sidecar.serve("/v1/models").GET().build();
    open.add(sidecar.client().sendAsync(models, BodyHandlers.ofString()));
    await().until(() -> held.size() == 2);
  }

  @Test
  void takesOneSlotForAllThatAskTheSame() {
    hold();
    List<CompletableFuture<HttpResponse<String>>> same = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      same.add(send(sidecar, CACHEABLE));
    }
    await().until(() -> sidecar.stats().core().inFlightLocal() == 10);

    assertThat(sidecar.observe("/metrics").body())
        .containsPattern("pool_in_slots\\{[^}]*} 1.0")
        .containsPattern("pool_waiting\\{[^}]*} 0.0");
    release();
    assertThat(same).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
  }

  @Test
  void forgetsWhoeverLeavesWhileWaiting() throws IOException {
    hold();
    fillSlot();
    try (Socket client = rawAsk()) {
      awaitWaiting(1);
      assertThat(client.isConnected()).isTrue();
    }
    awaitWaiting(0);

    var next = askAndWait(3);
    release();
    await().until(() -> held.size() == 2);
    release();

    assertThat(next.join().statusCode()).isEqualTo(200);
    assertThat(engine.seen()).noneMatch(seen -> seen.body().contains("2"));
  }

  @Test
  void answers504ToWhoeverWaitsTooLongAndFreesTheSlotOfWhoHangs() {
    hold();
    var first = ask(sidecar, 1);
    await().until(() -> held.size() == 1);
    sidecar.put(AdminPaths.CONFIG, config("aaaaaaaa", engine, new Pool(1, 1), 1_000));

    assertThat(ask(sidecar, 2).join().statusCode()).as("in the queue").isEqualTo(504);
    assertThat(engine.seen()).hasSize(1);
    release();
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(ask(sidecar, 3).join().statusCode()).as("in the slot").isEqualTo(504);

    engine.behave(json(200, "{}"));
    assertThat(sidecar.chat(ASK.formatted(4)).statusCode()).isEqualTo(200);
    awaitIdle();
  }

  @Test
  void getsEverySlotBackHoweverAnAnswerEnds() throws IOException {
    engine.behave((request, body) -> request.connection().close());
    assertThat(sidecar.chat(ASK.formatted(1)).statusCode()).isEqualTo(502);
    awaitIdle();

    engine.behave(json(500, "{}"));
    assertThat(sidecar.chat(ASK.formatted(1)).statusCode()).isEqualTo(500);
    awaitIdle();

    hold();
    try (Socket client = rawAsk()) {
      await().until(() -> held.size() == 1);
      assertThat(client.isConnected()).isTrue();
    }
    awaitIdle();

    engine.behave(
        (request, body) -> {
          request.response().setChunked(true).write("half");
          request.connection().close();
        });
    assertThat(ask(sidecar, 1)).failsWithin(Duration.ofSeconds(10));
    awaitIdle();
  }

  @Test
  void takesAnotherDepthWithoutARestart() {
    hold();
    fillSlot();
    fillQueue();

    sidecar.put(AdminPaths.CONFIG, config("aaaaaaaa", engine, new Pool(1, 2)));
    open.add(ask(sidecar, 3));

    awaitWaiting(2);
  }

  @Test
  void makesGoodWhatAFullCandidateTurnsAwayAndCountsItAsNobodysError() throws IOException {
    try (TestEngine candidateEngine = new TestEngine();
        TestSidecar candidate = start("bbbbbbbb", candidateEngine, new Pool(1, 0))) {
      candidateEngine.behave((request, body) -> held.add(request));
      sidecar.weights(
          new TrafficWeights(
              1,
              1,
              new TrafficWeights.Candidate("bbbbbbbb", 10_000, List.of(candidate.endpoint()))));
      var first = ask(sidecar, 1);
      await().until(() -> held.size() == 1);

      HttpResponse<String> second = sidecar.chat(ASK.formatted(2));

      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(second.headers().firstValue("x-rampwright-revision")).contains("aaaaaaaa");
      release();
      assertThat(first.join().statusCode()).isEqualTo(200);
      assertThat(sidecar.candidate()).isEqualTo(new Outcomes(2, 1, Map.of()));
      assertThat(sidecar.local()).isEqualTo(Outcomes.NONE);
      assertThat(candidate.observe("/metrics").body())
          .containsPattern("requests_shed_total\\{[^}]*role=\"hop\",} 1.0");
    }
  }

  private void fillSlot() {
    open.add(ask(sidecar, 1));
    await().until(() -> held.size() == 1);
  }

  private void fillQueue() {
    open.add(askAndWait(2));
  }

  private void hold() {
    engine.behave((request, body) -> held.add(request));
  }

  /** The engine answers what it has held longest among those not answered yet. */
  private void release() {
    held.stream()
        .filter(request -> !request.response().ended())
        .findFirst()
        .orElseThrow()
        .response()
        .end("{}");
  }

  private CompletableFuture<HttpResponse<String>> askAndWait(int number) {
    await().until(() -> held.size() == 1);
    var asked = ask(sidecar, number);
    awaitWaiting(1);
    return asked;
  }

  private void awaitWaiting(int count) {
    await()
        .untilAsserted(
            () ->
                assertThat(sidecar.observe("/metrics").body())
                    .containsPattern("pool_waiting\\{[^}]*} " + count + "\\.0"));
  }

  private void awaitIdle() {
    await()
        .untilAsserted(
            () ->
                assertThat(sidecar.observe("/metrics").body())
                    .containsPattern("pool_in_slots\\{[^}]*} 0.0")
                    .containsPattern("pool_waiting\\{[^}]*} 0.0"));
  }

  private static CompletableFuture<HttpResponse<String>> ask(TestSidecar at, int number) {
    return send(at, ASK.formatted(number));
  }

  private static CompletableFuture<HttpResponse<String>> send(TestSidecar at, String body) {
    var request =
        at.serve("/v1/chat/completions")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
            .build();
    return at.client().sendAsync(request, BodyHandlers.ofString());
  }

  private Socket rawAsk() throws IOException {
    Socket client = new Socket(sidecar.address(), sidecar.port());
    String request =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n"
            + ASK.formatted(2);
    client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return client;
  }
}
