package dev.rampwright.bench.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What matters of one chunk of a streamed answer, or of a whole answer.
 *
 * @param content whether text, reasoning or a tool call came with it; a role alone is none
 * @param completionTokens the answer's tokens by {@code usage}; absent without
 * @param error the server's own words, where the chunk is an error
 */
public record ChatChunk(boolean content, @Nullable Long completionTokens, @Nullable String error) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int MAX_ERROR_LENGTH = 200;

  /**
   * Reads a chunk or an answer.
   *
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public static ChatChunk read(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    if (!root.isObject()) {
      throw new IllegalArgumentException("not a JSON object");
    }
    JsonNode tokens = root.path("usage").path("completion_tokens");
    return new ChatChunk(
        hasContent(root.path("choices")),
        tokens.isIntegralNumber() ? tokens.asLong() : null,
        root.hasNonNull("error") ? errorText(root.get("error")) : null);
  }

  /** What an error body says, shortened; the empty string where it says nothing. */
  public static String errorIn(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    try {
      JsonNode root = MAPPER.readTree(text);
      if (root.isObject()) {
        JsonNode message = root.hasNonNull("error") ? root.get("error") : root.path("message");
        return errorText(message);
      }
    } catch (JsonProcessingException e) {
      // Not JSON: the text itself is what there is to show.
    }
    return shortened(text);
  }

  private static boolean hasContent(JsonNode choices) {
    for (JsonNode choice : choices) {
      JsonNode delta = choice.has("delta") ? choice.get("delta") : choice.path("message");
      if (isText(delta.path("content"))
          || isText(delta.path("reasoning_content"))
          || isText(delta.path("reasoning"))
          || !delta.path("tool_calls").isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isText(JsonNode node) {
    return node.isTextual() && !node.asText().isEmpty();
  }

  private static String errorText(JsonNode error) {
    JsonNode message = error.isObject() ? error.path("message") : error;
    return shortened(message.isTextual() ? message.asText() : error.toString());
  }

  private static String shortened(String text) {
    String oneLine = text.replaceAll("\\s+", " ");
    return oneLine.length() <= MAX_ERROR_LENGTH
        ? oneLine
        : oneLine.substring(0, MAX_ERROR_LENGTH) + "...";
  }
}
