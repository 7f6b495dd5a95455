package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.SidecarConfig;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that ask the same at the same time. */
class SharedAnswerIT {
  private static final String ASK = "{\"temperature\":0,\"stream\":true}";
  private static final List<String> EVENTS =
      List.of("data: {\"a\":1}\n\n", "data: {\"b\":2}\n\n", "data: [DONE]\n\n");

  private final TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;

  SharedAnswerIT(@TempDir Path folder) {
    sidecar = TestSidecar.start(folder, config(3_000));
  }

  private SidecarConfig config(long timeoutMillis) {
    CacheConfig cache =
        new CacheConfig("agents", 0, 16 << 20, new CacheConfig.Responses(true, 60_000), null);
    return TestSidecar.config(
        "aaaaaaaa",
        engine.port(),
        cache,
        new SidecarConfig.Limits(timeoutMillis, 2_000, 20_000, 65_536));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void askTheEngineOnceForAHundred() {
    AtomicReference<HttpServerRequest> open = hold();
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 100).mapToObj(i -> askAsync()).toList();
    await().until(() -> sidecar.stats().core().inFlightLocal() == 100);

    finish(open);

    assertThat(answers.stream().map(CompletableFuture::join))
        .allSatisfy(answer -> assertThat(answer.body()).isEqualTo(String.join("", EVENTS)))
        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    assertThat(engine.seen()).hasSize(1);
    assertThat(answers.stream().map(answer -> statusOf(answer.join())).sorted().distinct())
        .containsExactly("rampwright; fwd=miss; collapsed", "rampwright; fwd=miss; stored");
    assertThat(sidecar.local())
        .as("one sample of the engine")
        .isEqualTo(new Outcomes(100, 1, Map.of()));
    assertThat(sidecar.stats().core().cache().misses()).isEqualTo(1);
    assertThat(sidecar.stats().core().cache().hits()).isEqualTo(99);
    assertThat(statusOf(askAsync().join())).contains("; hit;");
  }

  @Test
  void joinAStreamThatHasBegunFromItsBeginning() throws IOException {
    AtomicReference<HttpServerRequest> open = hold();
    CompletableFuture<InputStream> asked = openStream();
    await().until(() -> open.get() != null);
    open.get().response().write(EVENTS.get(0));
    try (InputStream first = asked.join()) {
      assertThat(read(first, EVENTS.get(0))).isEqualTo(EVENTS.get(0));

      try (InputStream second = openStream().join()) {
        assertThat(read(second, EVENTS.get(0))).as("what was before").isEqualTo(EVENTS.get(0));
        open.get().response().write(EVENTS.get(1));
        assertThat(read(second, EVENTS.get(1))).isEqualTo(EVENTS.get(1));
        assertThat(read(first, EVENTS.get(1))).isEqualTo(EVENTS.get(1));
        open.get().response().end(EVENTS.get(2));
        assertThat(new String(second.readAllBytes(), UTF_8)).isEqualTo(EVENTS.get(2));
      }
    }
    assertThat(engine.seen()).hasSize(1);
  }

  /** The first one above all: the engine was asked for its sake. */
  @Test
  void goOnWhenOneOfThemLeaves() throws IOException {
    AtomicReference<HttpServerRequest> open = hold();
    CompletableFuture<HttpResponse<String>> second;
    CompletableFuture<InputStream> asked = openStream();
    await().until(() -> open.get() != null);
    open.get().response().write(EVENTS.get(0));
    try (InputStream first = asked.join()) {
      assertThat(read(first, EVENTS.get(0))).isEqualTo(EVENTS.get(0));
      second = askAsync();
      await().until(() -> sidecar.stats().core().inFlightLocal() == 2);
    }
    await().until(() -> sidecar.stats().core().inFlightLocal() == 1);

    open.get().response().write(EVENTS.get(1));
    open.get().response().end(EVENTS.get(2));

    assertThat(second.join().body()).isEqualTo(String.join("", EVENTS));
    assertThat(engine.abandoned()).isZero();
    assertThat(statusOf(askAsync().join())).as("and is kept").contains("; hit;");
  }

  @Test
  void goOnWhenTheFirstLeavesBeforeTheAnswerBegins() throws IOException {
    AtomicReference<HttpServerRequest> open = hold();
    CompletableFuture<HttpResponse<String>> second;
    try (Socket first = bareAsk()) {
      await().until(() -> open.get() != null);
      second = askAsync();
      await().until(() -> sidecar.stats().core().inFlightLocal() == 2);
      assertThat(first.isConnected()).isTrue();
    }
    await().until(() -> sidecar.stats().core().inFlightLocal() == 1);

    finish(open);

    assertThat(second.join().body()).isEqualTo(String.join("", EVENTS));
    assertThat(engine.seen()).hasSize(1);
  }

  @Test
  void stopTheEngineWhenTheLastOfThemHasLeft() throws IOException {
    AtomicReference<HttpServerRequest> open = hold();
    try (Socket first = bareAsk();
        Socket second = bareAsk()) {
      await().until(() -> sidecar.stats().core().inFlightLocal() == 2);
      open.get().response().write(EVENTS.get(0));
      assertThat(first.getInputStream().read()).isEqualTo('H');
      assertThat(second.getInputStream().read()).isEqualTo('H');
      assertThat(engine.abandoned()).isZero();
    }

    await().until(() -> engine.abandoned() == 1);
    await().until(() -> sidecar.stats().core().inFlightLocal() == 0);
    engine.behave(engine.stream(1, EVENTS));
    assertThat(statusOf(askAsync().join())).as("nothing half is kept").contains("fwd=miss; stored");
  }

  /** Sockets and queues hold some megabytes; what is not read beyond is not kept without end. */
  @Test
  void areNotHeldUpByOneThatDoesNotReadAndIsCutOff() throws IOException {
    String chunk = "data: \"" + "x".repeat(99_990) + "\"\n\n";
    int chunks = 80;
    // Longer than this test waits: the deadline must not be what ends it.
    sidecar.put(AdminPaths.CONFIG, config(60_000));
    AtomicReference<HttpServerRequest> open = hold();
    try (Socket slow = bareAsk()) {
      await().until(() -> open.get() != null);
      CompletableFuture<HttpResponse<String>> quick = askAsync();
      await().until(() -> sidecar.stats().core().inFlightLocal() == 2);
      for (int i = 0; i < chunks; i++) {
        open.get().response().write(chunk);
      }
      open.get().response().end(EVENTS.get(2));

      assertThat(quick.join().body()).hasSize(chunks * chunk.length() + EVENTS.get(2).length());
      await().until(() -> sidecar.stats().core().inFlightLocal() == 0);
      assertThat(slow.getInputStream().readAllBytes().length).isLessThan(chunks * chunk.length());
    }
    engine.behave(engine.stream(1, EVENTS));
    assertThat(statusOf(askAsync().join())).as("too long to keep").contains("fwd=miss");
  }

  @Test
  void allGetAnErrorThatTheEngineGives() {
    AtomicReference<HttpServerRequest> open = hold();
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 5).mapToObj(i -> askAsync()).toList();
    await().until(() -> sidecar.stats().core().inFlightLocal() == 5);
    open.get().response().setStatusCode(500).end("{}");

    assertThat(answers.stream().map(answer -> answer.join().statusCode())).containsOnly(500);
    assertThat(sidecar.local()).isEqualTo(new Outcomes(5, 5, Map.of(ErrorClass.SERVER_ERROR, 5L)));
    engine.behave(engine.stream(1, EVENTS));
    assertThat(askAsync().join().statusCode()).as("nothing is kept").isEqualTo(200);
  }

  @Test
  void allSeeThatAStreamBroke() {
    AtomicReference<HttpServerRequest> open = hold();
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 3).mapToObj(i -> askAsync()).toList();
    await().until(() -> sidecar.stats().core().inFlightLocal() == 3);
    open.get().response().write(EVENTS.get(0));
    await()
        .until(
            () -> sidecar.observe("/metrics").body().contains("time_to_first_byte_seconds_count"));
    open.get().connection().close();

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer).failsWithin(java.time.Duration.ofSeconds(5)));
    assertThat(sidecar.local().errors()).isEqualTo(Map.of(ErrorClass.TRUNCATED, 3L));
  }

  @Test
  void allAreToldWhenTheEngineIsNotThere() {
    engine.close();
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 3).mapToObj(i -> askAsync()).toList();

    assertThat(answers.stream().map(answer -> answer.join().statusCode())).containsOnly(502);
  }

  /** Everyone has waited long enough; who comes later must not wait for the same dead call. */
  @Test
  void doNotWaitForACallThatHasHungTooLong() {
    hold();
    assertThat(askAsync().join().statusCode()).isEqualTo(504);

    engine.behave(engine.stream(1, EVENTS));
    assertThat(askAsync().join().statusCode()).isEqualTo(200);
    assertThat(engine.seen()).hasSize(2);
  }

  @Test
  void whoWantsNoReplayIsAnsweredAlone() {
    AtomicReference<HttpServerRequest> open = hold();
    CompletableFuture<HttpResponse<String>> first = askAsync();
    await().until(() -> open.get() != null);
    engine.behave(engine.stream(1, EVENTS));

    assertThat(statusOf(sidecar.chat(ASK, "Cache-Control", "no-cache"))).contains("fwd=request");
    finish(open);
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(engine.seen()).hasSize(2);
  }

  private AtomicReference<HttpServerRequest> hold() {
    AtomicReference<HttpServerRequest> open = new AtomicReference<>();
    engine.behave(
        (request, body) -> {
          request.response().putHeader("Content-Type", "text/event-stream").setChunked(true);
          open.set(request);
        });
    return open;
  }

  private static void finish(AtomicReference<HttpServerRequest> open) {
    await().until(() -> open.get() != null);
    open.get().response().end(String.join("", EVENTS));
  }

  private CompletableFuture<HttpResponse<String>> askAsync() {
    return sidecar
        .client()
        .sendAsync(
            sidecar
                .serve("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ASK))
                .build(),
            BodyHandlers.ofString());
  }

  /** Its answer's head comes with the first byte. */
  private CompletableFuture<InputStream> openStream() {
    return sidecar
        .client()
        .sendAsync(
            sidecar
                .serve("/v1/chat/completions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ASK))
                .build(),
            BodyHandlers.ofInputStream())
        .thenApply(HttpResponse::body);
  }

  /** Asks and reads nothing. */
  private Socket bareAsk() throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(4_096);
    client.connect(new java.net.InetSocketAddress(sidecar.address(), sidecar.port()));
    client
        .getOutputStream()
        .write(
            ("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: "
                    + ASK.length()
                    + "\r\n\r\n"
                    + ASK)
                .getBytes(UTF_8));
    return client;
  }

  private static String read(InputStream stream, String expected) throws IOException {
    return new String(stream.readNBytes(expected.length()), UTF_8);
  }

  private static String statusOf(HttpResponse<String> answer) {
    return answer.headers().firstValue("Cache-Status").orElse("");
  }
}
