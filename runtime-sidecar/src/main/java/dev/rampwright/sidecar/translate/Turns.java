package dev.rampwright.sidecar.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says a turn of a conversation, with its content blocks, as one or more of chat's messages. */
final class Turns {
  private static final String TEXT = "text";

  private Turns() {}

  /** What tools answered comes first: chat wants it right after the calls. */
  static void user(JsonNode content, ArrayNode messages) throws UntranslatableException {
    if (content.isTextual()) {
      messages.addObject().put("role", "user").set("content", content);
      return;
    }
    ArrayNode parts = messages.arrayNode();
    for (JsonNode block : content) {
      switch (block.path("type").asText()) {
        case TEXT -> parts.addObject().put("type", TEXT).set(TEXT, block.path(TEXT));
        case "image" ->
            parts
                .addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put("url", url(block.path("source")));
        case "tool_result" ->
            messages
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", block.path("tool_use_id").asText())
                .put("content", text(block.path("content")));
        default -> throw unknown(block);
      }
    }
    if (!parts.isEmpty()) {
      messages.addObject().put("role", "user").set("content", parts);
    }
  }

  /** What the model thought is not told it again. */
  static void assistant(JsonNode content, ArrayNode messages) throws UntranslatableException {
    ObjectNode message = messages.addObject().put("role", "assistant");
    if (content.isTextual()) {
      message.set("content", content);
      return;
    }
    StringBuilder text = new StringBuilder();
    ArrayNode calls = messages.arrayNode();
    for (JsonNode block : content) {
      switch (block.path("type").asText()) {
        case TEXT -> text.append(block.path(TEXT).asText());
        case "tool_use" ->
            calls
                .addObject()
                .put("id", block.path("id").asText())
                .put("type", "function")
                .putObject("function")
                .put("name", block.path("name").asText())
                .put("arguments", MessagesRequest.asText(block.path("input")));
        case "thinking", "redacted_thinking" -> {}
        default -> throw unknown(block);
      }
    }
    if (text.isEmpty() && !calls.isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", text.toString());
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
  }

  /** A text, or the texts of blocks one after the other. */
  static String text(JsonNode content) throws UntranslatableException {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode block : content) {
      if (!block.path("type").asText().equals(TEXT)) {
        throw unknown(block);
      }
      text.append(text.isEmpty() ? "" : "\n").append(block.path(TEXT).asText());
    }
    return text.toString();
  }

  private static String url(JsonNode source) throws UntranslatableException {
    return switch (source.path("type").asText()) {
      case "url" -> source.path("url").asText();
      case "base64" ->
          "data:%s;base64,%s"
              .formatted(source.path("media_type").asText(), source.path("data").asText());
      default ->
          throw new UntranslatableException("an image's source must be of type base64 or url");
    };
  }

  private static UntranslatableException unknown(JsonNode block) {
    String type = block.path("type").asText();
    return new UntranslatableException(
        type.matches("[a-z_]{1,40}")
            ? "content of type " + type + " is not served by this model server"
            : "a content block has no type that is known here");
  }
}
