package dev.rampwright.operator.tokencache.prewarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.PrewarmOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrewarmTextTest {
  private static final String BODY = "{\"temperature\":0,\"messages\":[]}";

  @Test
  void readsEachLineOfEachKey() {
    PrewarmOrder order =
        order(
            Map.of(
                "b.jsonl",
                "{\"path\":\"/tokenize\",\"body\":{\"content\":\"x\"}}",
                "a.jsonl",
                "{\"tenant\":\"alice\",\"agent\":\"reviewer\",\"body\":%s}\r\n\n{\"body\":%s}\n"
                    .formatted(BODY, BODY)));

    assertThat(order.entries())
        .isEqualTo(
            List.of(
                new PrewarmOrder.Entry("/v1/chat/completions", "alice", "reviewer", BODY),
                new PrewarmOrder.Entry("/v1/chat/completions", null, null, BODY),
                new PrewarmOrder.Entry("/tokenize", null, null, "{\"content\":\"x\"}")));
  }

  /** The sidecars' keys tell 1 from 1.0, so nothing here may. */
  @Test
  void leavesNumbersAsTheyAreWritten() {
    String body = "{\"temperature\":0.0,\"seed\":12345678901234567890,\"top_p\":1.10}";

    assertThat(order(Map.of("a", "{\"body\":" + body + "}")).entries().getFirst().body())
        .isEqualTo(body);
  }

  @Test
  void anotherContentOrEpochIsAnotherOrder() {
    Map<String, String> data = Map.of("a", "{\"body\":" + BODY + "}");

    assertThat(order(data).digest()).isEqualTo(order(data).digest()).hasSize(64);
    assertThat(((PrewarmWish.Ordered) PrewarmText.read(data, 1)).order().digest())
        .isNotEqualTo(order(data).digest());
    assertThat(order(Map.of("a", "{\"agent\":\"x\",\"body\":" + BODY + "}")).digest())
        .isNotEqualTo(order(data).digest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "secret words|not one JSON object on one line",
        "[{\"body\":{}}]|not one JSON object on one line",
        "{\"body\":{}} {\"body\":{}}|not one JSON object on one line",
        "{\"body\":\"secret words\"}|body must be the JSON object of a request",
        "{\"messages\":[\"secret words\"]}|messages is none of body, path, tenant and agent",
        "{\"body\":{},\"tenant\":\"\"}|tenant must be a text of 1 to 256 characters",
        "{\"body\":{},\"agent\":7}|agent must be a text of 1 to 256 characters",
        "{\"body\":{},\"path\":\"/admin/drain\"}|path must be one of [/tokenize, /v1/chat/com"
      })
  void saysWhereAndWhatIsWrongButNoWordOfAPrompt(String line, String complaint) {
    PrewarmWish read = PrewarmText.read(Map.of("prompts.jsonl", "{\"body\":{}}\n\n" + line), 0);

    assertThat(read)
        .isInstanceOfSatisfying(
            PrewarmWish.Invalid.class,
            invalid ->
                assertThat(invalid.message())
                    .startsWith("key prompts.jsonl, line 3: " + complaint)
                    .doesNotContain("secret"));
  }

  @Test
  void isBounded() {
    String many = "{\"body\":{}}\n".repeat(PrewarmText.MAX_ENTRIES + 1);

    assertThat(PrewarmText.read(Map.of("a", many), 0))
        .isEqualTo(new PrewarmWish.Invalid("10001 lines are more than the 10000 that may be"));
    assertThat(PrewarmText.read(Map.of("a", " \n"), 0))
        .isEqualTo(new PrewarmWish.Invalid("no data key holds a line"));
  }

  private static PrewarmOrder order(Map<String, String> data) {
    return ((PrewarmWish.Ordered) PrewarmText.read(data, 0)).order();
  }
}
