package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.SidecarConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams through one sidecar. */
class StreamIT {
  private static final String ASK = "{\"stream\":true}";
  private static final List<String> EVENTS =
      List.of(
          "data: {\"choices\":[{\"delta\":{\"content\":\"h\u00e9\"}}]}\n\n",
          ": ping\n\n",
          "data: {\"choices\":[{\"delta\":{\"content\":\"llo\"}}]}\r\n\r\ndata: [DO",
          "NE]\n\n");

  private final TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;

  StreamIT(@TempDir Path folder) {
    SidecarConfig.Limits limits = new SidecarConfig.Limits(3_000, 1_000, 10_000, 1 << 20);
    sidecar =
        TestSidecar.start(folder, TestSidecar.config("aaaaaaaa", engine.port(), null, limits));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void passesEveryByteOfAStreamAsItIs() {
    engine.behave(engine.stream(20, EVENTS));

    HttpResponse<String> answer = sidecar.chat(ASK);

    assertThat(answer.body()).isEqualTo(String.join("", EVENTS));
    assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(sidecar.local()).isEqualTo(new Outcomes(1, 1, Map.of()));
  }

  @Test
  void passesEachChunkBeforeTheEngineHasWrittenTheNext() throws IOException {
    AtomicReference<HttpServerRequest> open = holdStreams();

    try (InputStream answer = openStream()) {
      for (String event : EVENTS) {
        byte[] bytes = event.getBytes(UTF_8);
        await().until(() -> open.get() != null);
        open.get().response().write(event);
        assertThat(answer.readNBytes(bytes.length)).isEqualTo(bytes);
      }
      open.get().response().end();
      assertThat(answer.read()).isEqualTo(-1);
    }
  }

  @Test
  void stopsTheEngineWhenTheClientLeaves() throws IOException {
    AtomicReference<HttpServerRequest> open = holdStreams();

    try (InputStream answer = openStream()) {
      await().until(() -> open.get() != null);
      open.get().response().write("data: {}\n\n");
      assertThat(answer.read()).isEqualTo('d');
    }

    await().until(() -> engine.abandoned() == 1);
    await().until(() -> sidecar.stats().core().inFlightLocal() == 0);
    assertThat(sidecar.local()).isEqualTo(new Outcomes(1, 0, Map.of()));
  }

  @Test
  void stopsTheEngineWhenTheClientLeavesBeforeTheFirstByte() throws IOException {
    AtomicReference<HttpServerRequest> open = holdStreams();

    try (Socket client = ask()) {
      await().until(() -> open.get() != null);
      assertThat(client.isConnected()).isTrue();
    }

    await().until(() -> engine.abandoned() == 1);
    assertThat(sidecar.local().finished()).isZero();
  }

  @Test
  void countsAStreamWithoutItsTerminalEventAsTruncated() {
    engine.behave(engine.stream(1, EVENTS.subList(0, 2)));

    sidecar.chat(ASK);

    assertThat(sidecar.local()).isEqualTo(new Outcomes(1, 1, Map.of(ErrorClass.TRUNCATED, 1L)));
  }

  @Test
  void letsTheClientSeeThatAStreamBroke() {
    AtomicReference<HttpServerRequest> open = holdStreams();
    var answer = sidecar.client().sendAsync(post().build(), BodyHandlers.ofString());
    await().until(() -> open.get() != null);

    open.get().response().write(EVENTS.getFirst());
    open.get().connection().close();

    assertThatThrownBy(answer::join).hasRootCauseInstanceOf(IOException.class);
    assertThat(sidecar.local().errors()).isEqualTo(Map.of(ErrorClass.TRUNCATED, 1L));
  }

  @Test
  void countsAnErrorToldInTheStreamAsTheEnginesError() {
    engine.behave(
        engine.stream(1, List.of("data: {\"error\":{\"code\":500}}\n\n", "data: [DONE]\n\n")));

    sidecar.chat(ASK);

    assertThat(sidecar.local().errors()).isEqualTo(Map.of(ErrorClass.SERVER_ERROR, 1L));
  }

  @Test
  void cutsAStreamThatFallsSilent() {
    AtomicReference<HttpServerRequest> open = holdStreams();
    var answer = sidecar.client().sendAsync(post().build(), BodyHandlers.ofString());
    await().until(() -> open.get() != null);

    open.get().response().write(EVENTS.getFirst());

    assertThatThrownBy(answer::join).hasRootCauseInstanceOf(IOException.class);
    assertThat(sidecar.local().errors()).isEqualTo(Map.of(ErrorClass.TIMEOUT, 1L));
    await().until(() -> engine.abandoned() == 1);
  }

  @Test
  void answers504WhenNothingCameWithinTheDeadline() {
    holdStreams();

    HttpResponse<String> answer = sidecar.chat(ASK);

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("\"error\":{\"message\":").contains("3000 ms");
    assertThat(sidecar.local().errors()).isEqualTo(Map.of(ErrorClass.TIMEOUT, 1L));
    await().until(() -> engine.abandoned() == 1);
  }

  @Test
  void letsTheEngineWaitForASlowClient() throws IOException {
    long total = 64L << 20;
    AtomicLong written = new AtomicLong();
    engine.behave((request, body) -> pour(request.response().setChunked(true), written, total));

    try (InputStream answer = openStream()) {
      assertThat(answer.read()).isEqualTo(0);
      AtomicLong before = new AtomicLong();
      await()
          .pollInterval(Duration.ofMillis(500))
          .until(() -> written.get() == before.getAndSet(written.get()));
      assertThat(written.get()).isLessThan(total / 2);
      assertThat(answer.skip(total)).isEqualTo(total - 1);
    }
    assertThat(written.get()).isEqualTo(total);
  }

  private static void pour(HttpServerResponse response, AtomicLong written, long total) {
    while (!response.writeQueueFull() && written.get() < total) {
      response.write(Buffer.buffer(new byte[1 << 16]));
      written.addAndGet(1 << 16);
    }
    if (written.get() >= total) {
      response.end();
    } else {
      response.drainHandler(drained -> pour(response, written, total));
    }
  }

  private AtomicReference<HttpServerRequest> holdStreams() {
    AtomicReference<HttpServerRequest> open = new AtomicReference<>();
    engine.behave(
        (request, body) -> {
          request.response().putHeader("Content-Type", "text/event-stream").setChunked(true);
          open.set(request);
        });
    return open;
  }

  private java.net.http.HttpRequest.Builder post() {
    return sidecar.serve("/v1/chat/completions").POST(BodyPublishers.ofString(ASK));
  }

  private InputStream openStream() {
    var sent = sidecar.client().sendAsync(post().build(), BodyHandlers.ofInputStream());
    return new LazyStream(sent);
  }

  private Socket ask() throws IOException {
    Socket client = new Socket(sidecar.address(), sidecar.port());
    String request = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    client.getOutputStream().write(request.getBytes(UTF_8));
    return client;
  }
}
