package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions,CHAT_COMPLETIONS",
    "/v1/completions,COMPLETIONS",
    "/v1/embeddings,EMBEDDINGS",
    "/v1/responses,RESPONSES",
    "/v1/messages,MESSAGES"
  })
  void splitsInferenceCalls(String path, Api api) {
    assertThat(Route.of(HttpMethod.POST, path)).isEqualTo(new Route.Inference(api));
    assertThat(Route.of(HttpMethod.GET, path)).isEqualTo(new Route.Passed());
  }

  @ParameterizedTest
  @EnumSource(Api.class)
  void knowsATerminalEventForEveryStreamedApi(Api api) {
    assertThat(api.terminalEvent().isPresent()).isEqualTo(api != Api.EMBEDDINGS);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/models",
    "POST,/v1/messages/count_tokens",
    "GET,/health",
    "GET,/props",
    "POST,/completion",
    "POST,/tokenize",
    "POST,/detokenize"
  })
  void passesOtherCallsOfTheList(String method, String path) {
    assertThat(Route.of(HttpMethod.valueOf(method), path)).isEqualTo(new Route.Passed());
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/props",
    "GET,/completion",
    "DELETE,/health",
    "GET,/slots",
    "GET,/metrics",
    "GET,/v1",
    "GET,/v2/models",
    "GET,/"
  })
  void knowsNothingElse(String method, String path) {
    assertThat(Route.of(HttpMethod.valueOf(method), path)).isEqualTo(new Route.Unknown());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/../slots", "/v1/%2e%2E/slots", "/v1//slots", "/v1/..%5cslots", "/v1/.%2e/x"})
  void refusesPathsThatClimb(String path) {
    assertThat(Route.of(HttpMethod.GET, path)).isEqualTo(new Route.Unknown());
  }

  @Test
  void refusesARequestWithoutAPath() {
    assertThat(Route.of(HttpMethod.GET, null)).isEqualTo(new Route.Unknown());
  }
}
