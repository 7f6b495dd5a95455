package dev.rampwright.sidecar.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;

/**
 * Says a request of <a href="https://docs.anthropic.com/en/api/messages">Anthropic's messages</a>
 * in the words of OpenAI's chat completions.
 */
public final class MessagesRequest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONTENT = "content";

  /** Said in other words, or of no meaning to an engine. Whatever is unknown here is passed on. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "messages",
          "system",
          "stop_sequences",
          "tools",
          "tool_choice",
          "metadata",
          "thinking",
          "service_tier",
          "context_management");

  private MessagesRequest() {}

  /**
   * Translates a body.
   *
   * @throws UntranslatableException if it is no request, or asks for what chat cannot do
   */
  public static byte[] toChat(byte[] body) throws UntranslatableException {
    try {
      if (JSON.readTree(body) instanceof ObjectNode request) {
        return JSON.writeValueAsBytes(toChat(request));
      }
    } catch (IOException e) {
      throw new UntranslatableException("the body is no JSON");
    }
    throw new UntranslatableException("the body is no JSON object");
  }

  private static ObjectNode toChat(ObjectNode request) throws UntranslatableException {
    if (!request.path("messages").isArray()) {
      throw new UntranslatableException("messages is required, and must be an array");
    }
    if (!request.path("mcp_servers").isEmpty() || request.hasNonNull("container")) {
      throw new UntranslatableException(
          "mcp_servers and container are not served by this model server");
    }
    ObjectNode chat = request.objectNode();
    chat.setAll(request);
    chat.remove(NOT_PASSED_ON);
    ArrayNode messages = chat.putArray("messages");
    system(request.path("system"), messages);
    for (JsonNode message : request.path("messages")) {
      switch (message.path("role").asText()) {
        case "user" -> Turns.user(message.path(CONTENT), messages);
        case "assistant" -> Turns.assistant(message.path(CONTENT), messages);
        default -> throw new UntranslatableException("a message's role must be user or assistant");
      }
    }
    if (!request.path("stop_sequences").isEmpty()) {
      chat.set("stop", request.get("stop_sequences"));
    }
    if (request.path("metadata").hasNonNull("user_id")) {
      chat.set("user", request.path("metadata").get("user_id"));
    }
    tools(request, chat);
    if (request.path("stream").asBoolean()) {
      chat.putObject("stream_options").put("include_usage", true);
    }
    return chat;
  }

  private static void system(JsonNode system, ArrayNode messages) throws UntranslatableException {
    if (system.isTextual() || !system.isEmpty()) {
      messages.addObject().put("role", "system").put(CONTENT, Turns.text(system));
    }
  }

  private static void tools(ObjectNode request, ObjectNode chat) throws UntranslatableException {
    if (request.path("tools").isEmpty()) {
      return;
    }
    ArrayNode tools = chat.putArray("tools");
    for (JsonNode tool : request.path("tools")) {
      if (!tool.path("type").asText("custom").equals("custom")) {
        throw new UntranslatableException(
            "tools that a server runs are not served by this model server");
      }
      ObjectNode function = tools.addObject().put("type", "function").putObject("function");
      function.put("name", tool.path("name").asText());
      if (tool.hasNonNull("description")) {
        function.set("description", tool.get("description"));
      }
      function.set("parameters", tool.path("input_schema"));
    }
    JsonNode choice = request.path("tool_choice");
    switch (choice.path("type").asText()) {
      case "auto", "none" -> chat.set("tool_choice", choice.get("type"));
      case "any" -> chat.put("tool_choice", "required");
      case "tool" ->
          chat.putObject("tool_choice")
              .put("type", "function")
              .putObject("function")
              .set("name", choice.path("name"));
      default -> {}
    }
    if (choice.path("disable_parallel_tool_use").asBoolean()) {
      chat.put("parallel_tool_calls", false);
    }
  }

  /** As a tool call's arguments are written in chat: JSON within a text. */
  static String asText(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
