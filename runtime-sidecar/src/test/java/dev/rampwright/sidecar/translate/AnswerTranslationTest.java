package dev.rampwright.sidecar.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerTranslationTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** Recorded from llama-server b11669, shortened. */
  private static final String STREAM =
      """
      data: {"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1795876000,"id":"chatcmpl-AbC","model":"smollm2","object":"chat.completion.chunk"}

      data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"H\u00e9"}}],"id":"chatcmpl-AbC","model":"smollm2"}

      : ping

      data: {"choices":[{"finish_reason":null,"index":0,"delta":{"content":"llo"}}],"id":"chatcmpl-AbC","model":"smollm2"}

      data: {"choices":[{"finish_reason":"length","index":0,"delta":{}}],"id":"chatcmpl-AbC","model":"smollm2"}

      data: {"choices":[],"id":"chatcmpl-AbC","model":"smollm2","usage":{"completion_tokens":2,"prompt_tokens":31,"total_tokens":33,"prompt_tokens_details":{"cached_tokens":30}}}

      data: [DONE]

      """;

  private static final String MESSAGE =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_AbC","type":"message","role":"assistant","model":"smollm2","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"H\u00e9"}}

      event: ping
      data: {"type":"ping"}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"llo"}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_sequence":null},"usage":{"input_tokens":1,"cache_read_input_tokens":30,"output_tokens":2}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  @Test
  void saysAStreamHoweverItIsCut() {
    byte[] stream = STREAM.getBytes(UTF_8);
    Random random = new Random(5);
    for (int run = 0; run < 200; run++) {
      AnswerTranslation translation = streamed();
      StringBuilder said = new StringBuilder();
      int at = 0;
      while (at < stream.length) {
        int end = Math.min(stream.length, at + 1 + random.nextInt(1 + run));
        said.append(new String(translation.accept(Arrays.copyOfRange(stream, at, end)), UTF_8));
        at = end;
      }
      said.append(new String(translation.end(), UTF_8));

      assertThat(said.toString()).isEqualTo(MESSAGE);
    }
  }

  @Test
  void leavesACutStreamCut() {
    String cut = STREAM.substring(0, STREAM.indexOf("data: [DONE]"));

    assertThat(stream(cut)).contains("llo").doesNotContain("message_stop");
  }

  @Test
  void saysThoughtsTextAndCallsAsBlocksOfTheirOwn() {
    String said =
        stream(
            """
            data: {"id":"1","choices":[{"delta":{"reasoning_content":"hm"}}]}
            data: {"id":"1","choices":[{"delta":{"content":"so"}}]}
            data: {"id":"1","choices":[{"delta":{"tool_calls":[{"index":0,"id":"t1","function":{"name":"f","arguments":""}}]}}]}
            data: {"id":"1","choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\":"}}]}}]}
            data: {"id":"1","choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}]}
            data: {"id":"1","choices":[{"delta":{"tool_calls":[{"index":1,"id":"t2","function":{"name":"g","arguments":"{}"}}]}}]}
            data: {"id":"1","choices":[{"delta":{},"finish_reason":"tool_calls"}]}
            data: [DONE]
            """);

    assertThat(said)
        .containsSubsequence(
            "\"index\":0,\"content_block\":{\"type\":\"thinking\"",
            "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}",
            "\"content_block_stop\",\"index\":0",
            "\"index\":1,\"content_block\":{\"type\":\"text\"",
            "\"content_block_stop\",\"index\":1",
            "\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\"",
            "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":\"}",
            "{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}",
            "\"content_block_stop\",\"index\":2",
            "\"index\":3,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"g\"",
            "\"content_block_stop\",\"index\":3",
            "\"stop_reason\":\"tool_use\"",
            "message_stop");
  }

  @Test
  void tellsOfErrorsInAStream() {
    assertThat(stream("data: {\"error\":{\"code\":500,\"message\":\"broken\"}}\n\n"))
        .isEqualTo(
            "event: error\n"
                + "data: {\"type\":\"error\",\"error\":"
                + "{\"type\":\"api_error\",\"message\":\"broken\"}}\n\n");
    assertThat(stream("data: {nonsense\n\n")).startsWith("event: error\n");
  }

  @Test
  void saysACompletion() throws JsonProcessingException {
    assertThat(
            whole(
                200,
                """
                {"id":"chatcmpl-AbC","model":"m","choices":[{"finish_reason":"tool_calls",
                  "message":{"reasoning_content":"hm","content":"so","tool_calls":[
                   {"id":"t1","function":{"name":"f","arguments":"{\\"a\\":1}"}},
                   {"id":"t2","function":{"name":"f","arguments":"a=1"}}]}}],
                 "usage":{"prompt_tokens":5,"completion_tokens":2}}
                """))
        .isEqualTo(
            compact(
                """
                {"id":"msg_AbC","type":"message","role":"assistant","model":"m","content":[
                  {"type":"thinking","thinking":"hm","signature":""},{"type":"text","text":"so"},
                  {"type":"tool_use","id":"t1","name":"f","input":{"a":1}},
                  {"type":"tool_use","id":"t2","name":"f","input":{"arguments":"a=1"}}],
                 "stop_reason":"tool_use","stop_sequence":null,
                 "usage":{"input_tokens":5,"cache_read_input_tokens":0,"output_tokens":2}}
                """));
  }

  @Test
  void saysWhyItStopped() {
    assertThat(whole(200, choice("\"finish_reason\":\"stop\"")))
        .contains("\"stop_reason\":\"end_turn\",\"stop_sequence\":null");
    assertThat(whole(200, choice("\"finish_reason\":\"stop\",\"stop_reason\":\"END\"")))
        .contains("\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"");
    assertThat(whole(200, choice("\"finish_reason\":\"stop\",\"stop_reason\":128009")))
        .contains("\"stop_reason\":\"end_turn\"");
    assertThat(whole(200, choice("\"finish_reason\":\"content_filter\"")))
        .contains("\"stop_reason\":\"refusal\"");
  }

  @Test
  void saysErrorsInAnthropicsShape() {
    assertThat(whole(429, "{\"error\":{\"message\":\"full\",\"type\":\"x\"}}"))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"full\"},"
                + "\"request_id\":\"r1\"}");
    assertThat(whole(422, "{\"detail\":\"wrong\"}"))
        .contains("\"invalid_request_error\",\"message\":\"wrong\"");
    assertThat(whole(500, "<html>"))
        .contains("\"api_error\",\"message\":\"the model server failed");
  }

  @Test
  void passesOnWhatIsNoCompletion() {
    assertThat(whole(200, "{\"x\":1}")).isEqualTo("{\"x\":1}");
    assertThat(count(TokenCounting.TOKENIZE, 200, "{\"x\":1}")).isEqualTo("{\"x\":1}");
  }

  @Test
  void saysACount() {
    assertThat(
            count(
                TokenCounting.INPUT_TOKENS,
                200,
                "{\"input_tokens\":17,\"object\":\"response.input_tokens\"}"))
        .isEqualTo("{\"input_tokens\":17}");
    assertThat(
            count(
                TokenCounting.TOKENIZE,
                200,
                "{\"count\":3,\"max_model_len\":2048,\"tokens\":[1,2,3]}"))
        .isEqualTo("{\"input_tokens\":3}");
    assertThat(count(TokenCounting.TOKENIZE, 404, "{\"error\":{\"message\":\"no such model\"}}"))
        .contains("\"not_found_error\",\"message\":\"no such model\"");
  }

  private static String count(TokenCounting call, int status, String body) {
    return all(AnswerTranslation.ofCount(call, status, "r1"), body);
  }

  private static String choice(String members) {
    return "{\"choices\":[{%s,\"message\":{\"content\":\"a\"}}]}".formatted(members);
  }

  private static String whole(int status, String body) {
    return all(AnswerTranslation.ofChat(status, "application/json", "r1"), body);
  }

  private static String stream(String body) {
    return all(streamed(), body);
  }

  private static AnswerTranslation streamed() {
    return AnswerTranslation.ofChat(200, "text/event-stream", "r1");
  }

  private static String all(AnswerTranslation translation, String body) {
    return new String(translation.accept(body.getBytes(UTF_8)), UTF_8)
        + new String(translation.end(), UTF_8);
  }

  private static String compact(String json) throws JsonProcessingException {
    return JSON.readTree(json).toString();
  }
}
