package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.SidecarConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an engine and its clients can do, beyond what {@link StreamIT}, {@link SharedAnswerIT} and
 * {@link CacheIT} show. Run by {@code make e2e-cache}.
 */
class EngineFailures {
  private static final String ASK = "{\"temperature\":0,\"messages\":[{\"content\":\"hi\"}]}";
  private static final String ASK_STREAM = "{\"temperature\":0,\"stream\":true}";

  private TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;

  EngineFailures(@TempDir Path folder) {
    sidecar =
        TestSidecar.start(
            folder,
            TestSidecar.config(
                "aaaaaaaa",
                engine.port(),
                TestSidecar.cache(null),
                new SidecarConfig.Limits(3_000, 1_000, 3_000, 16 << 20)));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  /** The answer is cut, the next one complete: nothing of the first is replayed. */
  @Test
  void crashesInTheMiddleOfAnAnswerAndComesBack() {
    engine.behave(
        (request, body) -> {
          request.response().setChunked(true).write("{\"half\":");
          request.connection().close();
        });
    assertThat(fails(ASK)).isTrue();
    int port = engine.port();
    engine.close();
    assertThat(sidecar.chat(ASK).statusCode()).isEqualTo(502);

    engine = new TestEngine(port);
    sidecar.awaitReady();

    assertThat(status(sidecar.chat(ASK))).contains("fwd=miss");
    assertThat(sidecar.chat(ASK).body()).isEqualTo("{\"choices\":[]}");
  }

  @Test
  void hangsAndGoesOn() {
    engine.behave((request, body) -> {});
    assertThat(sidecar.chat(ASK).statusCode()).isEqualTo(504);
    engine.behave(TestEngine.json(200, "{}"));

    assertThat(status(sidecar.chat(ASK))).contains("fwd=miss");
    assertThat(status(sidecar.chat(ASK))).contains("; hit;");
  }

  /** Ten silences of two seconds: not in make test for that. */
  @Test
  void isIllOnceItsHealthChecksAreNeverEnded() {
    engine.fallSilentAt("/health");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> sidecar.observe("/health/ready").statusCode() == 503);
    engine.fallSilentAt("");
    sidecar.awaitReady();
  }

  /** What it says is passed on as it is, and what is no complete stream is not kept. */
  @Test
  void answersNonsense() {
    for (List<String> events :
        List.of(
            List.of("no event at all"),
            List.of("data: {\"half\":"),
            List.of("data: \u0000\u0001\n\n", "event: \n\n"),
            List.of("data: {\"error\":{\"message\":\"x\"}}\n\n", "data: [DONE]\n\n"))) {
      engine.behave(engine.stream(1, events));
      var unused = fails(ASK_STREAM);
      int asked = engine.seen().size();
      unused = fails(ASK_STREAM);
      assertThat(engine.seen()).as(events.toString()).hasSize(asked + 1);
    }
    engine.behave(TestEngine.json(200, "{\"still\":\"here\"}"));
    assertThat(sidecar.chat(ASK).body()).contains("here");
  }

  @Test
  void getsLongAndMalformedPrompts() {
    String ten = "{\"temperature\":0,\"prompt\":\"" + "x".repeat(10 << 20) + "\"}";
    assertThat(status(sidecar.chat(ten))).isEqualTo("rampwright; fwd=bypass");
    assertThat(engine.seen().getLast().body()).isEqualTo(ten);
    for (String body :
        List.of("{", "[]", "\"\"", "{\"temperature\":0,}", "{\"a\":1,\"a\":2}", "\u0000")) {
      assertThat(status(sidecar.chat(body))).as(body).isEqualTo("rampwright; fwd=bypass");
    }
    assertThat(sidecar.chat("x".repeat((16 << 20) + 1)).statusCode()).isEqualTo(413);
    String deep = "[".repeat(100_000);
    assertThat(sidecar.chat("{\"temperature\":0,\"a\":" + deep + "}").statusCode()).isEqualTo(200);
  }

  /** They hold nothing but themselves: others are served, and a drain does not wait for ever. */
  @Test
  void halfOpenClientsHoldNobodyUp() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(sidecar.address(), sidecar.port());
        sockets.add(socket);
        String begun = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n";
        String half = i % 2 == 0 ? begun : begun + "Content-Length: 1000\r\n\r\n{";
        socket.getOutputStream().write(half.getBytes(UTF_8));
        socket.getOutputStream().flush();
      }
      for (int i = 0; i < 50; i++) {
        assertThat(sidecar.chat(ASK.replace("hi", "hi" + i)).statusCode()).isEqualTo(200);
      }
      await().until(() -> sidecar.stats().core().inFlightLocal() == 0);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private boolean fails(String ask) {
    try {
      return sidecar.chat(ask).statusCode() != 200;
    } catch (java.util.concurrent.CompletionException e) {
      return true;
    }
  }

  private static String status(HttpResponse<?> answer) {
    return answer.headers().firstValue("Cache-Status").orElse("");
  }
}
