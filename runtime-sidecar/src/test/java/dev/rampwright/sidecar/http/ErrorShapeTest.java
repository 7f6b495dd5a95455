package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorShapeTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/messages,ANTHROPIC",
    "/v1/messages/count_tokens,ANTHROPIC",
    "/v1/messagesx,OPENAI",
    "/v1/chat/completions,OPENAI",
    ",OPENAI"
  })
  void followsThePath(String path, ErrorShape shape) {
    assertThat(ErrorShape.of(path)).isEqualTo(shape);
  }

  @Test
  void writesWhatOpenAisClientsRead() {
    assertThat(ErrorShape.OPENAI.write(Problem.tooLarge(10), "r1"))
        .isEqualTo(
            "{\"error\":{\"message\":\"the request's body is longer than 10 bytes\","
                + "\"type\":\"invalid_request_error\",\"param\":null,"
                + "\"code\":\"request_too_large\"}}");
  }

  @Test
  void writesWhatAnthropicsClientsRead() {
    assertThat(ErrorShape.ANTHROPIC.write(Problem.tooLarge(10), "r1"))
        .isEqualTo(
            "{\"type\":\"error\",\"error\":{\"type\":\"request_too_large\","
                + "\"message\":\"the request's body is longer than 10 bytes\"},"
                + "\"request_id\":\"r1\"}");
  }

  @Test
  void namesErrorsAsAnthropicDoes() {
    assertThat(anthropic(Problem.unknownClient("no"))).contains("\"authentication_error\"");
    assertThat(anthropic(Problem.notFound("GET", "/x"))).contains("\"not_found_error\"");
    assertThat(anthropic(Problem.bodyTooSlow())).contains("\"timeout_error\"");
    assertThat(anthropic(Problem.noRoomForBody())).contains("\"overloaded_error\"");
    assertThat(anthropic(Problem.engineDown("e", "c"))).contains("\"api_error\"");
    assertThat(anthropic(Problem.staleHop(1, 2))).contains("\"invalid_request_error\"");
  }

  private static String anthropic(Problem problem) {
    return ErrorShape.ANTHROPIC.write(problem, "r1");
  }
}
