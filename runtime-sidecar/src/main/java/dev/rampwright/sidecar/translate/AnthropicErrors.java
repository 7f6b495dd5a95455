package dev.rampwright.sidecar.translate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Errors as <a href="https://docs.anthropic.com/en/api/errors">Anthropic's clients</a> know them.
 */
public final class AnthropicErrors {
  private static final JsonMapper JSON = new JsonMapper();

  private AnthropicErrors() {}

  /** The JSON of an answer with that status. */
  public static String of(int status, String message, String requestId) {
    ObjectNode all = JSON.createObjectNode().put("type", "error");
    all.putObject("error").put("type", type(status)).put("message", message);
    return all.put("request_id", requestId).toString();
  }

  /** Kind of error by its status. */
  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 408, 504 -> "timeout_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503, 529 -> "overloaded_error";
      default -> status >= 500 ? "api_error" : "invalid_request_error";
    };
  }
}
