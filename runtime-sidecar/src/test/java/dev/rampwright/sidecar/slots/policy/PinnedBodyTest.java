package dev.rampwright.sidecar.slots.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedBodyTest {
  private static final byte[] KEY = {1};

  /** Of members that repeat a name, Jackson too takes the last. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " { } \n",
        "{\"prompt\":\"x\"}",
        "{\"id_slot\":0,\"prompt\":\"x\"}",
        "{\"prompt\":\"}\",\"id\\u005fslot\":1 }\r\n",
        "{\"id_slot\":9,\"a\":{\"id_slot\":3}}"
      })
  void endsWithTheSlot(String body) throws IOException {
    byte[] pinned = new PinnedBody(body.getBytes(UTF_8)).forSlot(4).orElseThrow();

    assertThat(new JsonMapper().readTree(pinned).path("id_slot").intValue()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "}", "[]", "\"x\"", "{}x", "\u001f\u008b"})
  void isNoneWhereThereIsNoObject(String body) {
    assertThat(new PinnedBody(body.getBytes(UTF_8)).forSlot(4)).isEmpty();
  }

  @Test
  void seesWhereTwoPromptsPart() {
    String shared = "a".repeat(3 * PromptPrint.BLOCK_BYTES);
    PromptPrint first =
        print("{\"model\":\"m\",\"prompt\":\"" + shared + "b".repeat(2_000) + "\"}");
    PromptPrint second = print("{\"prompt\":\"" + shared + "c".repeat(2_000) + "\",\"n\":1}");

    assertThat(first.common(second)).isEqualTo(3);
    assertThat(first.sharedBy(second)).isBetween(0.4, 0.5);
    assertThat(first.common(print("{\"prompt\":\"b" + shared + "\"}"))).isZero();
  }

  @Test
  void seesThatAConversationGoesOn() {
    String turn = "{\"role\":\"user\",\"content\":\"%s\"}".formatted("word ".repeat(300));
    PromptPrint before = print("{\"messages\":[%s]}".formatted(turn));
    PromptPrint after = print("{\"messages\":[%s,%s]}".formatted(turn, turn));

    assertThat(before.sharedBy(after)).isEqualTo(1);
    assertThat(after.sharedBy(before)).isLessThan(0.6);
  }

  @Test
  void tellsNothingWithoutTheKey() {
    byte[] body = "{\"prompt\":\"%s\"}".formatted("a".repeat(2_000)).getBytes(UTF_8);

    assertThat(new PinnedBody(body).print(KEY))
        .isNotEqualTo(new PinnedBody(body).print(new byte[] {2}));
  }

  @Test
  void knowsNoPromptWhereThereIsNone() {
    assertThat(print("{\"messages\":[\"" + "a".repeat(900))).isEqualTo(PromptPrint.NONE);
    assertThat(print("[]")).isEqualTo(PromptPrint.NONE);
    assertThat(print("")).isEqualTo(PromptPrint.NONE);
  }

  private static PromptPrint print(String body) {
    return new PinnedBody(body.getBytes(UTF_8)).print(KEY);
  }
}
