package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain requests through one sidecar. */
class ProxyIT {
  private static final int MAX_BODY = 1_000;

  private final TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;

  ProxyIT(@TempDir Path folder) {
    SidecarConfig.Limits limits = new SidecarConfig.Limits(3_000, 1_000, 10_000, MAX_BODY);
    sidecar =
        TestSidecar.startWithoutEngine(
            folder, TestSidecar.config("aaaaaaaa", engine.port(), null, limits));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void passesTheClientsRequestIdToEngineAndBack() {
    HttpResponse<String> answer = sidecar.chat("{}", Headers.REQUEST_ID, "abc-1");

    assertThat(answer.headers().firstValue(Headers.REQUEST_ID)).contains("abc-1");
    assertThat(engine.seen().getFirst().headers().get(Headers.REQUEST_ID)).isEqualTo("abc-1");
  }

  @Test
  void makesARequestIdWhereTheClientsIsUnfit() {
    HttpResponse<String> answer = sidecar.chat("{}", Headers.REQUEST_ID, "a b{}");

    assertThat(answer.headers().firstValue(Headers.REQUEST_ID).orElseThrow())
        .matches("[0-9a-f-]{36}");
  }

  @Test
  void keepsHeadersThatAreMeantForOneConnection() throws IOException {
    String answer =
        raw(
            String.join(
                "\r\n",
                "GET /v1/models HTTP/1.1",
                "Host: x",
                "Connection: close",
                "Connection: X-Mine",
                "X-Mine: 1",
                "TE: trailers",
                "Upgrade: h2c",
                "X-Kept: 2",
                "",
                ""));

    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(engine.seen().getFirst().headers().names())
        .contains("X-Kept")
        .doesNotContain("X-Mine", "TE", "Upgrade");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/slots", "/metrics", "/admin/stats", "/", "/v1/../slots", "/v1/%2e%2e/x"})
  void servesNothingThatIsNotOnTheList(String path) throws IOException {
    String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 404").contains("\"type\":\"invalid_request_error\"");
    assertThat(engine.seen()).isEmpty();
  }

  @Test
  void passesTheEnginesOwnCalls() {
    assertThat(sidecar.send(sidecar.serve("/props").GET()).statusCode()).isEqualTo(200);
    assertThat(sidecar.send(sidecar.serve("/health").GET()).statusCode()).isEqualTo(200);
    assertThat(
            sidecar
                .send(sidecar.serve("/tokenize").POST(BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(200);
    assertThat(engine.seen()).extracting(TestEngine.Seen::path).contains("/props", "/tokenize");
  }

  @Test
  void passesAnswersWithoutABody() throws IOException {
    engine.behave((request, body) -> request.response().setStatusCode(204).end());
    String empty = raw("DELETE /v1/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    engine.behave((request, body) -> request.response().putHeader("Content-Length", "12").end());
    String head = raw("HEAD /v1/models HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(empty).startsWith("HTTP/1.1 204").doesNotContain("chunked").endsWith("\r\n\r\n");
    assertThat(head.toLowerCase(Locale.ROOT)).contains("content-length: 12").endsWith("\r\n\r\n");
  }

  @Test
  void answers413ToALongBodyWhetherAnnouncedOrNot() {
    String tooLong = "x".repeat(MAX_BODY + 1);

    HttpResponse<String> announced = sidecar.chat(tooLong);
    HttpResponse<String> chunked =
        sidecar.send(
            sidecar
                .serve("/v1/chat/completions")
                .POST(
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArrays(List.of(tooLong.getBytes(UTF_8))))));

    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(announced.body()).contains("longer than 1000 bytes");
    assertThat(chunked.statusCode()).isEqualTo(413);
    assertThat(sidecar.chat("x".repeat(MAX_BODY)).statusCode()).isEqualTo(200);
  }

  @Test
  void answers429And400OfTheEngineAsTheyAre() {
    engine.behave(TestEngine.json(429, "{}"));
    assertThat(sidecar.chat("{}").statusCode()).isEqualTo(429);
    engine.behave(TestEngine.json(400, "{}"));
    assertThat(sidecar.chat("{}").statusCode()).isEqualTo(400);

    assertThat(sidecar.stats().core().local().errors())
        .isEqualTo(Map.of(ErrorClass.ENGINE_BUSY, 1L));
    assertThat(sidecar.stats().core().local().finished()).isEqualTo(2);
  }

  @Test
  void answers503WithRetryAfterWhileTheModelLoads(@TempDir Path other) {
    try (TestSidecar early =
        TestSidecar.startWithoutEngine(other, TestSidecar.config("aaaaaaaa", 1, null))) {
      HttpResponse<String> answer = early.chat("{}");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("5");
      assertThat(early.observe("/health/live").statusCode()).isEqualTo(200);
      assertThat(early.observe("/health/ready").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void answers502WhenAnEngineThatWasReadyIsGone() {
    sidecar.awaitReady();
    engine.close();

    HttpResponse<String> answer = sidecar.chat("{}");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("see the logs of container engine");
  }

  @Test
  void saysWhatIsWrongWithTheEngineWhenItIsNotReady() {
    sidecar.awaitReady();
    engine.health(503);

    await().until(() -> sidecar.observe("/health/ready").statusCode() == 503);
    assertThat(sidecar.observe("/health/engine").body()).contains("with 503");
  }

  private String raw(String request) throws IOException {
    try (Socket client = new Socket(sidecar.address(), sidecar.port())) {
      client.getOutputStream().write(request.getBytes(UTF_8));
      return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
