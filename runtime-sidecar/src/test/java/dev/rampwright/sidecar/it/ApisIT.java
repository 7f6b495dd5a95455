package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.SidecarConfig;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The APIs beside chat: what of them is replayed, how they fail, what is measured. */
class ApisIT {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final List<String> MESSAGE =
      List.of(
          event("message_start", "\"message\":{\"id\":\"msg_%s\"}".formatted(ID)),
          event("content_block_start", "\"content_block\":{\"text\":\"\"}"),
          event("content_block_delta", "\"delta\":{\"text\":\"a\"}"),
          event("content_block_delta", "\"delta\":{\"text\":\"b\"}"),
          event("message_stop", "\"x\":1"));
  private static final List<String> RESPONSE =
      List.of(
          event("response.created", "\"response\":{\"id\":\"resp_%s\"}".formatted(ID)),
          event("response.output_text.delta", "\"delta\":\"a\""),
          event("response.completed", "\"x\":1"));

  private final TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;

  ApisIT(@TempDir Path folder) {
    sidecar =
        TestSidecar.start(
            folder, TestSidecar.config("aaaaaaaa", engine.port(), TestSidecar.cache(null)));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void replaysMessagesThatStreamedToTheirStop() {
    String ask = "{\"temperature\":0,\"stream\":true,\"max_tokens\":9}";
    engine.behave(engine.stream(1, MESSAGE.subList(0, 4)));
    post("/v1/messages", ask);
    assertThat(sidecar.local().errors()).isEqualTo(Map.of(ErrorClass.TRUNCATED, 1L));
    engine.behave(engine.stream(1, MESSAGE));

    HttpResponse<String> first = post("/v1/messages", ask);
    HttpResponse<String> second = post("/v1/messages", ask);

    assertThat(statusOf(first)).as("a truncated one is not kept").contains("fwd=miss");
    assertThat(statusOf(second)).contains("; hit;");
    assertThat(first.body()).isEqualTo(String.join("", MESSAGE));
    assertThat(second.body()).doesNotContain(ID).contains("\"id\":\"msg_").endsWith(MESSAGE.get(4));
    assertThat(second.headers().firstValue("request-id")).isPresent();
    assertThat(Objects.requireNonNull(sidecar.stats().core().local().samples()).ttft())
        .as("time to the first token is measured")
        .isNotNull();
  }

  @Test
  void replaysResponsesThatCompleted() {
    String ask = "{\"temperature\":0,\"stream\":true,\"input\":\"hi\"}";
    engine.behave(engine.stream(1, RESPONSE));
    post("/v1/responses", ask);
    HttpResponse<String> second = post("/v1/responses", ask);
    assertThat(statusOf(second)).contains("; hit;");
    assertThat(second.body()).doesNotContain(ID).contains("\"id\":\"resp_");

    engine.behave(TestEngine.json(200, "{\"id\":\"resp_1\",\"status\":\"failed\"}"));
    String other = "{\"temperature\":0,\"input\":\"hi\"}";
    post("/v1/responses", other);
    assertThat(statusOf(post("/v1/responses", other))).as("it failed").contains("fwd=miss");
    String stored = "{\"temperature\":0,\"input\":\"hi\",\"store\":true}";
    assertThat(statusOf(post("/v1/responses", stored))).contains("fwd=bypass");
  }

  @Test
  void replaysEmbeddings() {
    engine.behave(TestEngine.json(200, "{\"object\":\"list\",\"data\":[{\"embedding\":[0.5]}]}"));
    String ask = "{\"model\":\"m\",\"input\":\"hi\"}";

    HttpResponse<String> first = post("/v1/embeddings", ask);

    assertThat(statusOf(first)).contains("fwd=miss; stored");
    assertThat(statusOf(post("/v1/embeddings", ask))).contains("; hit;");
    assertThat(post("/v1/embeddings", ask).body()).isEqualTo(first.body());
    assertThat(engine.seen()).hasSize(1);
  }

  @Test
  void tellsVersionsOfAnApiApart() {
    String ask = "{\"temperature\":0,\"max_tokens\":9}";
    post("/v1/messages", ask, "anthropic-version", "2023-06-01");

    assertThat(statusOf(post("/v1/messages", ask, "anthropic-version", "2023-06-01")))
        .contains("; hit;");
    assertThat(
            statusOf(
                post(
                    "/v1/messages",
                    ask,
                    "anthropic-version",
                    "2023-06-01",
                    "anthropic-beta",
                    "tools-2024-04-04")))
        .contains("fwd=miss");
  }

  @Test
  void countsAnErrorToldInAStreamOfMessages() {
    List<String> events = new ArrayList<>(MESSAGE.subList(0, 2));
    events.add(event("error", "\"error\":{}"));
    engine.behave(engine.stream(1, events));

    post("/v1/messages", "{\"temperature\":0,\"stream\":true}");

    assertThat(sidecar.local()).isEqualTo(new Outcomes(1, 1, Map.of(ErrorClass.SERVER_ERROR, 1L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/messages", "/v1/messages/count_tokens"})
  void failsAsAnthropicsClientsExpect(String path) {
    sidecar.put(
        AdminPaths.CONFIG,
        config().withAuth(ClientAuth.by(new ClientAuth.ApiKeys(Map.of("digest", "alice")))));

    HttpResponse<String> answer = post(path, "{}", "x-api-key", "guessed", "x-request-id", "r-1");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":")
        .endsWith(",\"request_id\":\"r-1\"}");
    assertThat(answer.headers().firstValue("request-id")).contains("r-1");
    assertThat(post("/v1/responses", "{}").body()).startsWith("{\"error\":{\"message\":");
  }

  private static String event(String type, String members) {
    return "event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, members);
  }

  private SidecarConfig config() {
    return TestSidecar.config("aaaaaaaa", engine.port(), TestSidecar.cache(null));
  }

  private HttpResponse<String> post(String path, String json, String... headers) {
    var request =
        sidecar
            .serve(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json));
    return sidecar.send(headers.length > 0 ? request.headers(headers) : request);
  }

  private static String statusOf(HttpResponse<?> answer) {
    return answer.headers().firstValue("Cache-Status").orElseThrow();
  }
}
