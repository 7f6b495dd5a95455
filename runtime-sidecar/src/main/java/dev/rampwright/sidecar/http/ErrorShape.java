package dev.rampwright.sidecar.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rampwright.contracts.Headers;
import dev.rampwright.sidecar.translate.AnthropicErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an API's clients expect an error, and in which headers they look for the request's id. */
enum ErrorShape {
  /** <a href="https://platform.openai.com/docs/guides/error-codes">OpenAI's</a>. */
  OPENAI {
    @Override
    String write(Problem problem, String requestId) {
      ObjectNode error = MAPPER.createObjectNode();
      error.put("message", problem.message()).put("type", problem.type());
      error.putNull("param").put("code", problem.code());
      return MAPPER.createObjectNode().set("error", error).toString();
    }
  },
  /** <a href="https://docs.anthropic.com/en/api/errors">Anthropic's</a>. */
  ANTHROPIC {
    @Override
    String write(Problem problem, String requestId) {
      return AnthropicErrors.of(problem.status(), problem.message(), requestId);
    }
  };

  private static final JsonMapper MAPPER = new JsonMapper();

  static ErrorShape of(@Nullable String path) {
    boolean anthropic =
        path != null && (path.equals("/v1/messages") || path.startsWith("/v1/messages/"));
    return anthropic ? ANTHROPIC : OPENAI;
  }

  /** The error's JSON. */
  abstract String write(Problem problem, String requestId);

  /** Headers of every answer of the API that carry the request's id. */
  List<String> requestIdHeaders() {
    return switch (this) {
      case OPENAI -> List.of(Headers.REQUEST_ID);
      case ANTHROPIC -> List.of(Headers.REQUEST_ID, "request-id");
    };
  }
}
