package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotDemandTest {
  @ParameterizedTest
  @CsvSource({
    "POST, /v1/chat/completions, true",
    "POST, /v1/chat/completions?a=b, true",
    "POST, /completion, true",
    "POST, /v1/something/new, true",
    "POST, /tokenize, false",
    "POST, /v1/messages/count_tokens?beta=true, false",
    "GET, /v1/models, false",
    "OPTIONS, /v1/chat/completions, false",
  })
  void isThatOfWhatMakesTheEngineWork(String method, String target, boolean needed) {
    assertThat(SlotDemand.of(HttpMethod.valueOf(method), target)).isEqualTo(needed);
  }
}
