package dev.rampwright.sidecar.cache.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerOutlineTest {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String STREAM = "text/event-stream";
  private static final String ID = "chatcmpl-8oJII9sAsquR94nyw8vI6dM4RIOKPFki";
  private static final String TOOL_CALL = "call_0123456789abcdef0123456789";

  private final Random random = new Random(1);

  @Test
  void givesAnAnswerAnIdAndATimeOfItsOwn() {
    String body =
        "{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"%s\"}]}}],\"created\":1795875753,"
                .formatted(TOOL_CALL)
            + "\"id\":\"%s\"}".formatted(ID);

    String renewed = renew(JSON, body, 1_800_000_000);

    assertThat(renewed)
        .hasSameSizeAs(body)
        .contains("\"created\":1800000000,")
        .contains(TOOL_CALL)
        .containsPattern("\"id\":\"chatcmpl-[0-9a-f]{32}\"")
        .doesNotContain(ID);
    assertThat(renew(JSON, body, 1_800_000_000)).as("each replay").isNotEqualTo(renewed);
  }

  @Test
  void givesAllEventsOfAStreamTheSameId() {
    String body =
        event("{\"created\":1795875753,\"id\":\"%s\"}".formatted(ID))
            + event("{\"created\": 1795875755,\"id\": \"%s\"}".formatted(ID))
            + event("[DONE]");

    String renewed = renew(STREAM, ": ping\n\n" + body, 1_800_000_000);

    assertThat(renewed)
        .containsPattern(
            "\"created\":1800000000,\"id\":\"(chatcmpl-\\w+)\"}\n\ndata:"
                + " \\{\"created\": 1800000002,\"id\": \"\\1\"")
        .startsWith(": ping\n\ndata: {")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void findsTheIdOfAMessageAndOfAResponse() {
    String message =
        "event: message_start\n"
            + event(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_%s\"}}".formatted(hex()));
    String response =
        "event: response.created\n"
            + event("{\"type\":\"x\",\"response\":{\"id\":\"resp_%s\"}}".formatted(hex()))
            + event(
                "{\"response\":{\"id\":\"resp_%s\",\"created_at\":1795875840,".formatted(hex())
                    + "\"completed_at\":1795875850}}");

    assertThat(renew(STREAM, message, 1)).contains("\"id\":\"msg_").doesNotContain(hex());
    assertThat(renew(STREAM, response, 1_800_000_000))
        .contains("\"id\":\"resp_")
        .doesNotContain(hex())
        .contains("\"created_at\":1800000000,\"completed_at\":1800000010");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"first\"}",
        "{\"id\":\"chatcmpl-123\"}",
        "{\"id\":\"with \\\"quotes\\\" 0123456789abcdef\"}",
        "{\"id\":7,\"created\":17}",
        "{\"created\":1795875753.5}",
        "{\"text\":\"\\\"created\\\":1795875753 \"}",
        "{\"data\":[{\"id\":\"chatcmpl-0123456789abcdef0123456789abcdef\"}]}",
        "[]",
        "",
        "not json"
      })
  void leavesEverythingElseAsItIs(String body) {
    assertThat(renew(JSON, body, 1_800_000_000)).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":500}}",
        "{\"type\":\"error\",\"error\":{}}",
        "{\"id\":\"resp_1\",\"status\":\"failed\"}",
        "{\"id\":\"resp_1\",\"status\":\"in_progress\"}",
        "{\"choices\":[",
        "<html>"
      })
  void doesNotKeepWhatTellsOfAFailure(String body) {
    assertThat(AnswerOutline.of(JSON, body.getBytes(UTF_8)).isKeepable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"error\":null}",
        "{\"status\":\"completed\"}",
        "{\"status\":\"incomplete\",\"error\":null}",
        "{\"choices\":[{\"error\":1,\"status\":\"failed\"}]}"
      })
  void keepsWhatIsWhole(String body) {
    assertThat(AnswerOutline.of(JSON, body.getBytes(UTF_8)).isKeepable()).isTrue();
    assertThat(AnswerOutline.of(STREAM, event(body).getBytes(UTF_8)).isKeepable()).isTrue();
  }

  private static String event(String json) {
    return "data: " + json + "\n\n";
  }

  private static String hex() {
    return "0123456789abcdef0123456789abcdef";
  }

  private String renew(String contentType, String body, long now) {
    byte[] bytes = body.getBytes(UTF_8);
    byte[] copy = bytes.clone();
    AnswerOutline.of(contentType, bytes)
        .renew(
            bytes,
            now,
            random,
            (offset, with) -> System.arraycopy(with, 0, copy, offset, with.length));
    return new String(copy, UTF_8);
  }
}
