package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaving while streams are open. */
class DrainIT {
  private static final int STREAMS = 20;

  private final TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;

  DrainIT(@TempDir Path folder) {
    SidecarConfig.Limits limits = new SidecarConfig.Limits(20_000, 5_000, 15_000, 65_536);
    sidecar =
        TestSidecar.start(folder, TestSidecar.config("aaaaaaaa", engine.port(), null, limits));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void letsEveryOpenStreamEndWithItsTerminalEvent() {
    List<CompletableFuture<HttpResponse<String>>> streams = openStreams(40);

    CompletableFuture<HttpResponse<String>> drained = drain(TestSidecar.DRAIN_KEY);
    await().until(() -> sidecar.stats().core().draining());

    assertThat(sidecar.observe("/health/ready").statusCode()).isEqualTo(503);
    assertThat(sidecar.observe("/health/engine").statusCode()).isEqualTo(200);
    assertThat(sidecar.stats().core().inFlightLocal()).isEqualTo(STREAMS);
    assertThat(drained).isNotDone();
    assertThat(streams)
        .allSatisfy(stream -> assertThat(stream.join().body()).endsWith("data: [DONE]\n\n"));
    assertThat(drained.join().body()).isEqualTo("{\"drained\":true,\"inFlight\":0}");
  }

  @Test
  void servesNewRequestsUntilTheEndAndSaysThatTheConnectionEnds() {
    openStreams(20);
    CompletableFuture<HttpResponse<String>> drained = drain(TestSidecar.DRAIN_KEY);
    await().until(() -> sidecar.stats().core().draining());
    engine.behave(TestEngine.json(200, "{}"));

    HttpResponse<String> late = sidecar.chat("{}");

    assertThat(late.statusCode()).isEqualTo(200);
    assertThat(late.headers().firstValue("Connection")).contains("close");
    assertThat(drained.join().statusCode()).isEqualTo(200);
  }

  /** Else a client would ask on it when the engine is gone. */
  @Test
  void endsAConnectionThatAClientKeeps() throws IOException {
    engine.behave(TestEngine.json(200, "{}"));
    URI target = post(sidecar).build().uri();
    try (Socket kept = new Socket(target.getHost(), target.getPort())) {
      kept.setSoTimeout(10_000);
      kept.getOutputStream()
          .write(
              "POST %s HTTP/1.1\r\nhost: chat\r\ncontent-length: 2\r\n\r\n{}"
                  .formatted(target.getPath())
                  .getBytes(US_ASCII));
      await().until(() -> kept.getInputStream().available() > 0);
      kept.getInputStream().skipNBytes(kept.getInputStream().available());

      assertThat(drain(TestSidecar.DRAIN_KEY).join().body()).contains("\"drained\":true");

      assertThat(kept.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void givesAllCallersTheSameDrain() {
    openStreams(20);

    CompletableFuture<HttpResponse<String>> kubelet = drain(TestSidecar.DRAIN_KEY);
    CompletableFuture<HttpResponse<String>> again = drain(TestSidecar.DRAIN_KEY);
    HttpResponse<String> operator =
        sidecar.sendAsOperator(sidecar.admin(AdminPaths.DRAIN).POST(BodyPublishers.noBody()));

    assertThat(List.of(kubelet.join(), again.join(), operator))
        .allSatisfy(answer -> assertThat(answer.body()).contains("\"drained\":true"));
  }

  @Test
  void doesNothingWithoutTheKey() {
    assertThat(sidecar.send(sidecar.drain()).statusCode()).isEqualTo(403);
    assertThat(drain("guessed").join().statusCode()).isEqualTo(403);

    assertThat(sidecar.stats().core().draining()).isFalse();
    assertThat(sidecar.observe("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void givesUpAfterItsTimeoutAndSaysHowManyAreLeft(@TempDir Path other) {
    SidecarConfig.Limits limits = new SidecarConfig.Limits(20_000, 5_000, 500, 65_536);
    try (TestSidecar hasty =
        TestSidecar.start(other, TestSidecar.config("aaaaaaaa", engine.port(), null, limits))) {
      engine.behave((request, body) -> {});
      CompletableFuture<HttpResponse<String>> stuck =
          hasty.client().sendAsync(post(hasty).build(), BodyHandlers.ofString());
      await().until(() -> hasty.stats().core().inFlightLocal() == 1);

      HttpResponse<String> drained =
          hasty.send(hasty.drain().header(Headers.DRAIN_KEY, TestSidecar.DRAIN_KEY));

      assertThat(drained.body()).isEqualTo("{\"drained\":false,\"inFlight\":1}");
      assertThat(stuck).isNotDone();
    }
  }

  private List<CompletableFuture<HttpResponse<String>>> openStreams(int chunks) {
    List<String> events = new ArrayList<>(Collections.nCopies(chunks, "data: {}\n\n"));
    events.add("data: [DONE]\n\n");
    engine.behave(engine.stream(50, events));
    var streams =
        Stream.generate(() -> post(sidecar))
            .limit(STREAMS)
            .map(post -> sidecar.client().sendAsync(post.build(), BodyHandlers.ofString()))
            .toList();
    await().until(() -> sidecar.stats().core().inFlightLocal() == STREAMS);
    return streams;
  }

  private static HttpRequest.Builder post(TestSidecar to) {
    return to.serve("/v1/chat/completions").POST(BodyPublishers.ofString("{\"stream\":true}"));
  }

  private CompletableFuture<HttpResponse<String>> drain(String key) {
    return sidecar
        .client()
        .sendAsync(sidecar.drain().header(Headers.DRAIN_KEY, key).build(), BodyHandlers.ofString());
  }
}
