package dev.rampwright.sidecar.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesRequestTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void saysAPlainRequest() throws IOException, UntranslatableException {
    assertSays(
        """
        {"model":"m","max_tokens":9,"temperature":0,"top_p":0.5,"seed":3,"system":"brief",
         "stop_sequences":["a","b"],"metadata":{"user_id":"u1"},"stream":true,
         "thinking":{"type":"disabled"},
         "messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"ho"}]}
        """,
        """
        {"model":"m","max_tokens":9,"temperature":0,"top_p":0.5,"seed":3,"stop":["a","b"],
         "user":"u1","stream":true,"stream_options":{"include_usage":true},
         "messages":[{"role":"system","content":"brief"},{"role":"user","content":"hi"},
          {"role":"assistant","content":"ho"}]}
        """);
  }

  @Test
  void saysContentBlocks() throws IOException, UntranslatableException {
    assertSays(
        """
        {"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},
          {"type":"text","text":"b"}],
         "messages":[{"role":"user","content":[{"type":"text","text":"see"},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}},
          {"type":"image","source":{"type":"url","url":"https://x/y.png"}}]}]}
        """,
        """
        {"messages":[{"role":"system","content":"a\\nb"},{"role":"user","content":[
          {"type":"text","text":"see"},
          {"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}},
          {"type":"image_url","image_url":{"url":"https://x/y.png"}}]}]}
        """);
  }

  @Test
  void saysToolsTheirCallsAndResults() throws IOException, UntranslatableException {
    assertSays(
        """
        {"tools":[{"name":"weather","description":"d","input_schema":{"type":"object"}}],
         "tool_choice":{"type":"tool","name":"weather","disable_parallel_tool_use":true},
         "messages":[
          {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":""},
           {"type":"tool_use","id":"t1","name":"weather","input":{"city":"Rome"}}]},
          {"role":"user","content":[{"type":"text","text":"and?"},
           {"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"sun"}]}]}]}
        """,
        """
        {"tools":[{"type":"function","function":{"name":"weather","description":"d",
          "parameters":{"type":"object"}}}],
         "tool_choice":{"type":"function","function":{"name":"weather"}},
         "parallel_tool_calls":false,
         "messages":[
          {"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function",
           "function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]},
          {"role":"tool","tool_call_id":"t1","content":"sun"},
          {"role":"user","content":[{"type":"text","text":"and?"}]}]}
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{}",
        "{\"messages\":\"hi\"}",
        "{\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\"}]}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"secret PROMPT\"}]}]}",
        "{\"messages\":[],\"mcp_servers\":[{}]}",
        "{\"messages\":[],\"container\":\"c\"}",
        "{\"messages\":[],\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"w\"}]}"
      })
  void refusesWhatChatHasNoWordsFor(String body) {
    assertThatThrownBy(() -> MessagesRequest.toChat(body.getBytes(UTF_8)))
        .isInstanceOf(UntranslatableException.class)
        .message()
        .isNotBlank()
        .doesNotContain("PROMPT");
  }

  private static void assertSays(String messages, String chat)
      throws IOException, UntranslatableException {
    assertThat(JSON.readTree(MessagesRequest.toChat(messages.getBytes(UTF_8))))
        .isEqualTo(read(chat));
  }

  private static JsonNode read(String json) throws JsonProcessingException {
    return JSON.readTree(json);
  }
}
