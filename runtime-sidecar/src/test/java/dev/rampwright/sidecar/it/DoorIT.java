package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarConfig.Serving;
import dev.rampwright.sidecar.http.Patience;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the door makes of web pages, of too much, and of clients that take their time. */
class DoorIT {
  private static final String PAGE = "https://chat.example.com";
  private static final String POST = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n";
  private static final Patience SHORT =
      new Patience(
          Duration.ofMillis(600),
          Duration.ofMillis(600),
          Duration.ofMillis(600),
          Duration.ofMillis(600));

  private final TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;

  DoorIT(@TempDir Path folder) {
    SidecarConfig.Limits limits = new SidecarConfig.Limits(20_000, 500, 10_000, 1 << 20);
    SidecarConfig config =
        TestSidecar.config("aaaaaaaa", engine.port(), null, limits)
            .withServing(new Serving(null, List.of(PAGE)));
    sidecar = TestSidecar.startWithPatience(folder, config, SHORT);
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void answersAPreflightItselfAndOnlyForListedPages() {
    HttpResponse<String> listed = preflight(PAGE);
    assertThat(listed.statusCode()).isEqualTo(204);
    assertThat(listed.headers().firstValue("access-control-allow-origin")).contains(PAGE);
    assertThat(listed.headers().firstValue("access-control-allow-headers"))
        .contains("authorization");

    HttpResponse<String> other = preflight("https://evil.org");
    assertThat(other.statusCode()).isEqualTo(204);
    assertThat(other.headers().map().keySet()).noneMatch(name -> name.startsWith("access-"));
    assertThat(engine.seen()).isEmpty();
  }

  @Test
  void letsListedPagesReadAnswersAndTakesNoEnginesWordForOthers() {
    engine.behave(
        (request, body) ->
            request
                .response()
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Allow-Credentials", "true")
                .putHeader("Vary", "Accept")
                .end("{}"));

    HttpResponse<String> listed = sidecar.chat("{}", "Origin", PAGE);
    assertThat(listed.headers().allValues("access-control-allow-origin")).containsExactly(PAGE);
    assertThat(listed.headers().allValues("vary")).contains("Origin", "Accept");
    assertThat(listed.headers().firstValue("access-control-expose-headers")).isPresent();

    HttpResponse<String> other = sidecar.chat("{}", "Origin", "https://evil.org");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.headers().map().keySet()).noneMatch(name -> name.startsWith("access-"));
    assertThat(other.headers().allValues("vary")).contains("Origin");

    HttpResponse<String> lost =
        sidecar.send(sidecar.serve("/nowhere").header("Origin", PAGE).GET());
    assertThat(lost.statusCode()).isEqualTo(404);
    assertThat(lost.headers().allValues("access-control-allow-origin")).containsExactly(PAGE);
  }

  @Test
  void passesTraceContextOnAsItCameAndMakesNone() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    sidecar.chat("{}", "traceparent", parent, "tracestate", "vendor=1,other=2");
    sidecar.chat("{}");

    assertThat(engine.seen().get(0).headers().getAll("traceparent")).containsExactly(parent);
    assertThat(engine.seen().get(0).headers().getAll("tracestate"))
        .containsExactly("vendor=1,other=2");
    assertThat(engine.seen().get(1).headers().names()).noneMatch(name -> name.startsWith("trace"));
  }

  @Test
  void answers431ToAHeadThatIsTooLongOrHasTooManyFields() throws IOException {
    assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(70_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .contains("\"code\":\"headers_too_large\"");
    StringBuilder many = new StringBuilder("GET /v1/models HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < 200; i++) {
      many.append("h").append(i).append(": v\r\n");
    }
    assertThat(raw(many + "\r\n")).startsWith("HTTP/1.1 431 ").contains("headers_too_large");
  }

  @Test
  void answers414And400ToWhatIsNoRequest() throws IOException {
    assertThat(raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .as("its version has not been read")
        .startsWith("HTTP/1.0 414 ")
        .contains("\"code\":\"uri_too_long\"");
    assertThat(raw("nonsense\r\n\r\n"))
        .containsPattern("^HTTP/1\\.[01] 400 ")
        .contains("\"code\":\"bad_request\"");
  }

  @Test
  void answers408ToAHeadThatDoesNotCome() throws IOException {
    assertThat(raw("POST /v1/chat/completions HTTP/1.1\r\nHost:"))
        .startsWith("HTTP/1.1 408 ")
        .contains("\"code\":\"request_timeout\"");
  }

  @Test
  void answers408ToABodyThatDoesNotCome() throws IOException {
    assertThat(raw(POST + "Content-Length: 100\r\n\r\n{\"mess"))
        .startsWith("HTTP/1.1 408 ")
        .contains("\"code\":\"request_timeout\"");
    assertThat(engine.seen()).isEmpty();
    assertThat(sidecar.local()).isEqualTo(Outcomes.NONE);
  }

  @Test
  void closesAConnectionThatHasBeenIdleForLong() throws IOException {
    engine.behave(TestEngine.json(200, "{}"));

    String answer = raw(POST + "Content-Length: 2\r\n\r\n{}");

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("{}");
  }

  /** It holds a slot of the engine and what is on its way to it. */
  @Test
  void letsGoOfAClientThatTakesNothing() throws IOException {
    engine.behave(
        (request, body) -> {
          request.response().putHeader("Content-Type", "text/event-stream").setChunked(true);
          pour(request.response());
        });

    try (Socket client = new Socket()) {
      client.setReceiveBufferSize(4_096);
      client.connect(new java.net.InetSocketAddress(sidecar.address(), sidecar.port()));
      client
          .getOutputStream()
          .write((POST + "Content-Length: 15\r\n\r\n{\"stream\":true}").getBytes(US_ASCII));

      await().until(() -> engine.abandoned() == 1);
    }
    await().until(() -> sidecar.stats().core().inFlightLocal() == 0);
    assertThat(sidecar.local())
        .as("it says nothing of the engine")
        .isEqualTo(new Outcomes(1, 0, Map.of()));
  }

  private static void pour(io.vertx.core.http.HttpServerResponse response) {
    while (!response.closed() && !response.writeQueueFull()) {
      response.write(Buffer.buffer(new byte[1 << 16]));
    }
    response.drainHandler(drained -> pour(response));
  }

  private HttpResponse<String> preflight(String origin) {
    return sidecar.send(
        sidecar
            .serve("/v1/chat/completions")
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization"));
  }

  /** Everything that comes until the other end closes. */
  private String raw(String request) throws IOException {
    try (Socket client = new Socket(sidecar.address(), sidecar.port())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write(request.getBytes(US_ASCII));
      InputStream answer = client.getInputStream();
      return new String(answer.readAllBytes(), US_ASCII);
    }
  }
}
