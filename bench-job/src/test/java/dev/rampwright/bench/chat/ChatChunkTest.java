package dev.rampwright.bench.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatChunkTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
        "{\"choices\":[{\"delta\":{\"reasoning_content\":\"a\"}}]}",
        "{\"choices\":[{\"delta\":{\"reasoning\":\"a\"}}]}",
        "{\"choices\":[{\"delta\":{\"content\":null,\"tool_calls\":[{\"index\":0}]}}]}",
        "{\"choices\":[{\"delta\":{}},{\"delta\":{\"content\":\"a\"}}]}",
        "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}"
      })
  void whatAModelSaidIsContent(String json) {
    assertThat(ChatChunk.read(json).content()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}",
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
        "{\"choices\":[{\"delta\":{\"content\":null}}]}",
        "{\"choices\":[{\"delta\":{\"tool_calls\":[]}}]}",
        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}",
        "{\"choices\":[],\"usage\":{\"completion_tokens\":3}}",
        "{}"
      })
  void aRoleOrAnEndIsNone(String json) {
    assertThat(ChatChunk.read(json).content()).isFalse();
  }

  @Test
  void usageCountsTheTokens() {
    assertThat(ChatChunk.read("{\"usage\":{\"completion_tokens\":12}}").completionTokens())
        .isEqualTo(12);
    assertThat(ChatChunk.read("{\"usage\":null}").completionTokens()).isNull();
  }

  @Test
  void anErrorSaysItsMessage() {
    assertThat(ChatChunk.read("{\"error\":{\"message\":\"out of memory\",\"code\":500}}").error())
        .isEqualTo("out of memory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "\"text\""})
  void whatIsNoObjectIsRefused(String json) {
    assertThatThrownBy(() -> ChatChunk.read(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"message\":\"no such model\"}} | no such model",
        "{\"error\":\"plain\"} | plain",
        "{\"message\":\"top\"} | top",
        "<html>  not   here</html> | <html> not here</html>"
      })
  void errorBodiesAreShownInTheServersWords(String body, String words) {
    assertThat(ChatChunk.errorIn(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(words);
  }

  @Test
  void aLongErrorBodyIsShortened() {
    byte[] body = "x".repeat(5_000).getBytes(StandardCharsets.UTF_8);

    assertThat(ChatChunk.errorIn(body)).hasSize(203).endsWith("...");
    assertThat(ChatChunk.errorIn(new byte[0])).isEmpty();
  }
}
