package dev.rampwright.sidecar.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Says what a chat completion answers in the words of Anthropic's messages. */
final class ChatAnswer {
  private static final JsonMapper JSON = new JsonMapper();

  private ChatAnswer() {}

  /** A whole completion as a message; a missing node if it is none. */
  static JsonNode toMessage(JsonNode completion) {
    if (!completion.path("choices").isArray()) {
      return JSON.missingNode();
    }
    JsonNode choice = completion.path("choices").path(0);
    ObjectNode message = head(completion);
    ArrayNode content = message.putArray("content");
    JsonNode said = choice.path("message");
    String thought = thought(said);
    if (!thought.isEmpty()) {
      content.addObject().put("type", "thinking").put("thinking", thought).put("signature", "");
    }
    String text = said.path("content").asText("");
    if (!text.isEmpty() && !said.path("content").isNull()) {
      content.addObject().put("type", "text").put("text", text);
    }
    for (JsonNode call : said.path("tool_calls")) {
      JsonNode function = call.path("function");
      content
          .addObject()
          .put("type", "tool_use")
          .put("id", call.path("id").asText())
          .put("name", function.path("name").asText())
          .set("input", input(function.path("arguments").asText()));
    }
    message.setAll(stop(choice));
    message.set("usage", usage(completion.path("usage")));
    return message;
  }

  /** What a message begins with, whole or streamed. */
  static ObjectNode head(JsonNode completion) {
    String id = completion.path("id").asText();
    ObjectNode message = JSON.createObjectNode();
    return message
        .put("id", "msg_" + (id.startsWith("chatcmpl-") ? id.substring(9) : id))
        .put("type", "message")
        .put("role", "assistant")
        .put("model", completion.path("model").asText());
  }

  /** Why it stopped. */
  static ObjectNode stop(JsonNode choice) {
    ObjectNode stop = JSON.createObjectNode();
    // vLLM tells the text that it stopped at.
    if (choice.path("stop_reason").isTextual()) {
      return stop.put("stop_reason", "stop_sequence")
          .put("stop_sequence", choice.path("stop_reason").asText());
    }
    @Nullable String reason =
        switch (choice.path("finish_reason").asText()) {
          case "length" -> "max_tokens";
          case "tool_calls", "function_call" -> "tool_use";
          case "content_filter" -> "refusal";
          default -> "end_turn";
        };
    return stop.put("stop_reason", reason).putNull("stop_sequence");
  }

  /** Tokens; what was cached counts apart. */
  static ObjectNode usage(JsonNode usage) {
    int cached = usage.path("prompt_tokens_details").path("cached_tokens").asInt();
    return JSON.createObjectNode()
        .put("input_tokens", usage.path("prompt_tokens").asInt() - cached)
        .put("cache_read_input_tokens", cached)
        .put("output_tokens", usage.path("completion_tokens").asInt());
  }

  /** What the model thought before it spoke, as engines call it. */
  static String thought(JsonNode said) {
    JsonNode thought = said.path("reasoning_content");
    return thought.isTextual() ? thought.asText() : said.path("reasoning").asText("");
  }

  /** Small models do not always write JSON; what they wrote is shown as it is. */
  private static JsonNode input(String arguments) {
    try {
      if (JSON.readTree(arguments) instanceof ObjectNode input) {
        return input;
      }
    } catch (JsonProcessingException e) {
      // As any other text that is no object.
    }
    return arguments.isEmpty()
        ? JSON.createObjectNode()
        : JSON.createObjectNode().put("arguments", arguments);
  }
}
