package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.cache.policy.TokenUsage;
import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TokenUsageTest {
  @Test
  void readsWhatEachApiSays() {
    TokenUsage both = new TokenUsage(OptionalLong.of(12), OptionalLong.of(3));

    assertThat(TokenUsage.in("\"usage\":{\"completion_tokens\":3,\"prompt_tokens\":12}}"))
        .isEqualTo(both);
    assertThat(TokenUsage.in("{\"usage\": {\"input_tokens\": 12, \"output_tokens\": 3}}"))
        .isEqualTo(both);
    assertThat(TokenUsage.in("data: {\"choices\":[]}\n\ndata: [DONE]"))
        .isEqualTo(TokenUsage.UNKNOWN);
  }

  @Test
  void doesNotBelieveWhatTheModelWrites() {
    assertThat(TokenUsage.in("{\"content\":\"\\\"completion_tokens\\\":99\"}"))
        .isEqualTo(TokenUsage.UNKNOWN);
    assertThat(TokenUsage.in("{\"completion_tokens\":\"99\"}")).isEqualTo(TokenUsage.UNKNOWN);
  }

  @Test
  void theEndOfALongAnswerIsKeptHoweverItIsCut() {
    AnswerTail tail = new AnswerTail();
    for (int i = 0; i < 3_000; i++) {
      tail.accept(Buffer.buffer("x"));
    }
    tail.accept(Buffer.buffer());
    tail.accept(Buffer.buffer("\"completion_"));
    tail.accept(Buffer.buffer("tokens\":4}"));

    assertThat(tail.text()).hasSize(2_048);
    assertThat(TokenUsage.in(tail.text()).output()).hasValue(4);
  }
}
