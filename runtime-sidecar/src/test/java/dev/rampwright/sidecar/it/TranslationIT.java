package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.translate.TokenCounting;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Anthropic's messages in front of engines that only know OpenAI's chat. */
class TranslationIT {
  private static final String ASK =
      "{\"model\":\"smollm2\",\"max_tokens\":4,\"temperature\":0,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]%s}";
  private static final String PLAIN = ASK.formatted("");
  private static final String STREAMED = ASK.formatted(",\"stream\":true");
  private static final String COUNT =
      "{\"model\":\"smollm2\",\"system\":\"Be brief.\","
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";
  private static final SidecarConfig.Limits LIMITS =
      new SidecarConfig.Limits(120_000, 60_000, 20_000, 1 << 20);

  private final TestEngine engine = new TestEngine();

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void saysMessagesAsChatAndTheAnswerAsAMessage(@TempDir Path folder) {
    engine.messages(404);
    engine.behave(
        TestEngine.json(
            200,
            "{\"id\":\"chatcmpl-1\",\"model\":\"m\",\"choices\":[{\"finish_reason\":\"stop\","
                + "\"message\":{\"content\":\"hello\"}}],"
                + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}"));
    try (TestSidecar sidecar = start(folder, engine.port())) {
      HttpResponse<String> first = post(sidecar, PLAIN);
      HttpResponse<String> second = post(sidecar, PLAIN);

      assertThat(engine.seen()).hasSize(1);
      assertThat(engine.seen().getFirst().path()).isEqualTo("/v1/chat/completions");
      assertThat(first.body())
          .contains("\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]")
          .contains("\"stop_reason\":\"end_turn\"");
      assertThat(first.headers().firstValue("content-type")).contains("application/json");
      assertThat(second.headers().firstValue("cache-status").orElseThrow()).contains("; hit;");
      assertThat(second.body()).isEqualTo(first.body());
    }
  }

  @Test
  void saysStreamsErrorsAndRefusals(@TempDir Path folder) {
    engine.messages(405);
    engine.behave(
        engine.stream(
            2,
            List.of(
                "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n",
                "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"delta\":{\"content\":\"b\"},",
                "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")));
    try (TestSidecar sidecar = start(folder, engine.port())) {
      String streamed = post(sidecar, STREAMED).body();
      assertThat(streamed)
          .containsSubsequence("message_start", "text_delta", "text_delta", "event: message_stop");
      assertThat(sidecar.local()).isEqualTo(new Outcomes(1, 1, Map.of()));
      assertThat(Objects.requireNonNull(sidecar.stats().core().local().samples()).ttft())
          .isNotNull();

      engine.behave(TestEngine.json(429, "{\"error\":{\"message\":\"full\"}}"));
      HttpResponse<String> busy = post(sidecar, ASK.formatted(",\"seed\":1"));
      assertThat(busy.statusCode()).isEqualTo(429);
      assertThat(busy.body()).contains("\"rate_limit_error\",\"message\":\"full\"");

      HttpResponse<String> refused = post(sidecar, ASK.formatted(",\"container\":\"c\""));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("\"invalid_request_error\"").contains("container");
    }
  }

  @Test
  void leavesAnEngineThatKnowsMessagesAlone(@TempDir Path folder) {
    try (TestSidecar sidecar = start(folder, engine.port())) {
      post(sidecar, PLAIN);

      assertThat(engine.seen().getFirst().path()).isEqualTo("/v1/messages");
      assertThat(engine.seen().getFirst().body()).isEqualTo(PLAIN);
    }
  }

  /** Under the key of what the client said: the second time nobody is asked. */
  @ParameterizedTest
  @CsvSource({"INPUT_TOKENS, input_tokens", "TOKENIZE, count"})
  void countsAsTheEngineCountsAChat(TokenCounting call, String count, @TempDir Path folder) {
    engine.messages(404);
    engine.counting(404, call);
    engine.behave(TestEngine.json(200, "{\"%s\":31,\"tokens\":[1]}".formatted(count)));
    try (TestSidecar sidecar = start(folder, engine.port())) {
      HttpResponse<String> first = count(sidecar, COUNT);
      HttpResponse<String> second = count(sidecar, COUNT);

      assertThat(engine.seen()).hasSize(1);
      assertThat(engine.seen().getFirst().path()).isEqualTo(call.path());
      assertThat(engine.seen().getFirst().body())
          .contains("{\"role\":\"system\",\"content\":\"Be brief.\"}");
      assertThat(first.body()).isEqualTo("{\"input_tokens\":31}");
      assertThat(second.headers().firstValue("cache-status").orElseThrow()).contains("; hit;");
      assertThat(second.body()).isEqualTo(first.body());
    }
  }

  /** It may know the one and not the other. */
  @Test
  void leavesAnEngineAloneThatCountsMessages(@TempDir Path folder) {
    engine.messages(404);
    try (TestSidecar sidecar = start(folder, engine.port())) {
      count(sidecar, COUNT);

      assertThat(engine.seen().getFirst().path()).isEqualTo("/v1/messages/count_tokens");
      assertThat(engine.seen().getFirst().body()).isEqualTo(COUNT);
    }
  }

  @Test
  void saysWhatIsMissingWhereNothingCounts(@TempDir Path folder) {
    engine.counting(501, null);
    try (TestSidecar sidecar = start(folder, engine.port())) {
      HttpResponse<String> answer = count(sidecar, COUNT);

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body())
          .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",")
          .contains("neither /v1/messages/count_tokens nor /v1/chat/completions/input_tokens");
      assertThat(engine.seen()).isEmpty();
    }
  }

  @Test
  void asksAgainWhenAnotherEngineComesUp(@TempDir Path folder) {
    engine.messages(404);
    try (TestSidecar sidecar = start(folder, engine.port())) {
      engine.health(503);
      Awaitility.await().until(() -> sidecar.observe("/health/ready").statusCode() == 503);
      engine.messages(422);
      engine.health(200);
      sidecar.awaitReady();

      post(sidecar, PLAIN);

      assertThat(engine.seen().getFirst().path()).isEqualTo("/v1/messages");
    }
  }

  /** The same words from the real engine, whether it speaks messages itself or not. */
  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void saysWhatARealEngineSaysItself(@TempDir Path folder) throws IOException {
    try (SmallEngine llama = new SmallEngine(folder.resolve("engine.log"));
        OnlyChat chat = new OnlyChat(llama.port());
        TestSidecar direct = start(Files.createDirectory(folder.resolve("a")), llama.port());
        TestSidecar translated = start(Files.createDirectory(folder.resolve("b")), chat.port())) {
      for (String ask : List.of(PLAIN, STREAMED)) {
        HttpResponse<String> expected = post(direct, ask);
        HttpResponse<String> said = post(translated, ask);

        assertThat(said.statusCode()).isEqualTo(200);
        assertThat(alike(said.body())).isEqualTo(alike(expected.body()));
      }
      assertThat(count(translated, COUNT).body())
          .matches("\\{\"input_tokens\":[1-9]\\d*}")
          .isEqualTo(count(direct, COUNT).body());
      assertThat(post(translated, "{\"messages\":[],\"temperature\":\"x\"}").body())
          .startsWith("{\"type\":\"error\",\"error\":{\"type\":");
    }
  }

  /** Order of members, ids, and where tokens were counted differ; texts and reasons do not. */
  private static List<String> alike(String body) {
    return Pattern.compile(
            "event: \\w+|\"text\":\"[^\"]*\"|\"stop_reason\":\"?\\w+|\"output_tokens\":[1-9]\\d*")
        .matcher(body)
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  private static TestSidecar start(Path folder, int enginePort) {
    CacheConfig cache = TestSidecar.cache(null).withTokens(new CacheConfig.Tokens(true, 60_000));
    return TestSidecar.start(folder, TestSidecar.config("aaaaaaaa", enginePort, cache, LIMITS));
  }

  private static HttpResponse<String> post(TestSidecar sidecar, String json) {
    return post(sidecar, "/v1/messages", json);
  }

  private static HttpResponse<String> count(TestSidecar sidecar, String json) {
    return post(sidecar, "/v1/messages/count_tokens", json);
  }

  private static HttpResponse<String> post(TestSidecar sidecar, String path, String json) {
    return sidecar.send(
        sidecar
            .serve(path)
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/json")
            .header("anthropic-version", "2023-06-01")
            .POST(BodyPublishers.ofString(json)));
  }

  /** Hides from an engine's callers that it knows messages. */
  private static final class OnlyChat implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
        vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    private final HttpServer server;
    private final int engine;

    OnlyChat(int engine) {
      this.engine = engine;
      server =
          TestEngine.await(
              vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
    }

    int port() {
      return server.actualPort();
    }

    private void handle(HttpServerRequest request) {
      if (String.valueOf(request.path()).startsWith("/v1/messages")) {
        request.response().setStatusCode(404).end();
        return;
      }
      request.body().onSuccess(body -> forward(request, body));
    }

    private void forward(HttpServerRequest request, Buffer body) {
      client
          .request(request.method(), engine, "127.0.0.1", request.uri())
          .compose(onward -> onward.putHeader("Content-Type", "application/json").send(body))
          .onSuccess(answer -> back(request, answer));
    }

    private static void back(HttpServerRequest request, HttpClientResponse answer) {
      request.response().setStatusCode(answer.statusCode()).setChunked(true);
      request.response().putHeader("Content-Type", answer.getHeader("Content-Type"));
      answer.pipeTo(request.response());
    }

    @Override
    public void close() {
      TestEngine.await(vertx.close());
    }
  }
}
