package dev.rampwright.sidecar.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.observe.EngineApis.Question;
import dev.rampwright.sidecar.translate.Counting;
import dev.rampwright.sidecar.translate.TokenCounting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineApisTest {
  private static final String LLAMA_IDS = "{\"tokens\":[]}";

  private final EngineApis apis = new EngineApis();

  @Test
  void asksNoMoreThanItMustKnow() {
    assertThat(ask(Map.of(Question.MESSAGES, "{}", Question.COUNT, "{}")))
        .containsExactly(Question.MESSAGES, Question.COUNT);
    assertThat(apis.knowsMessages()).isTrue();
    assertThat(apis.counting()).isEqualTo(new Counting.AsItIs());
  }

  @Test
  void findsTheCallThatCountsAChat() {
    ask(Map.of(Question.MESSAGES, "{}", Question.INPUT_TOKENS, "{\"input_tokens\":9}"));
    assertThat(apis.knowsMessages()).isTrue();
    assertThat(apis.counting()).isEqualTo(new Counting.By(TokenCounting.INPUT_TOKENS));

    apis.engineWentAway();
    ask(Map.of(Question.TOKENIZE, "{\"count\":9,\"tokens\":[1]}"));
    assertThat(apis.knowsMessages()).isFalse();
    assertThat(apis.counting()).isEqualTo(new Counting.By(TokenCounting.TOKENIZE));
  }

  /** llama.cpp's call of that name knows no chat: it would give the IDs of an empty text. */
  @Test
  void takesNoOtherAnswerForACount() {
    assertThat(ask(Map.of(Question.TOKENIZE, LLAMA_IDS, Question.INPUT_TOKENS, "ok")))
        .containsExactly(Question.values());
    assertThat(apis.counting()).isEqualTo(new Counting.Never());
  }

  /** Answers 404 to all other questions. */
  private List<Question> ask(Map<Question, String> answers) {
    List<Question> asked = new ArrayList<>();
    while (apis.next().isPresent()) {
      Question question = apis.next().orElseThrow();
      asked.add(question);
      String answer = answers.get(question);
      apis.told(
          question,
          answer == null ? 404 : 200,
          answer == null ? new byte[0] : answer.getBytes(UTF_8));
    }
    return asked;
  }
}
