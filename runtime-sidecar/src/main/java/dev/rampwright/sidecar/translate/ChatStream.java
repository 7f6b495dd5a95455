package dev.rampwright.sidecar.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says the events of a streamed chat completion as those of a <a
 * href="https://docs.anthropic.com/en/api/messages-streaming">streamed message</a>. Without its
 * {@code [DONE]} there is no {@code message_stop}, so that a stream that was cut looks cut.
 */
final class ChatStream implements AnswerTranslation {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String DATA = "data:";

  private enum Kind {
    THINKING,
    TEXT,
    TOOL_USE
  }

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder out = new StringBuilder();
  private boolean started;
  private int index = -1;
  private @Nullable Kind open;
  private int openCall = -1;
  private ObjectNode stop = ChatAnswer.stop(JSON.missingNode());
  private ObjectNode usage = ChatAnswer.usage(JSON.missingNode());

  @Override
  public byte[] accept(byte[] chunk) {
    for (byte b : chunk) {
      if (b == '\n' || b == '\r') {
        endLine();
      } else {
        line.write(b);
      }
    }
    return taken();
  }

  @Override
  public byte[] end() {
    endLine();
    return taken();
  }

  @Override
  public String contentType() {
    return "text/event-stream";
  }

  private byte[] taken() {
    byte[] bytes = out.toString().getBytes(UTF_8);
    out.setLength(0);
    return bytes;
  }

  private void endLine() {
    if (line.size() == 0) {
      return;
    }
    String text = line.toString(UTF_8);
    line.reset();
    if (text.startsWith(":")) {
      event("ping", JSON.createObjectNode());
    } else if (text.startsWith(DATA)) {
      data(text.substring(DATA.length()).strip());
    }
  }

  private void data(String data) {
    if (data.equals("[DONE]")) {
      finish();
      return;
    }
    try {
      JsonNode chunk = JSON.readTree(data);
      if (chunk.hasNonNull("error")) {
        failed(chunk.path("error"));
      } else {
        chunk(chunk);
      }
    } catch (IOException e) {
      failed(
          JSON.createObjectNode().put("message", "the model server sent an event that is no JSON"));
    }
  }

  private void chunk(JsonNode chunk) {
    start(chunk);
    if (chunk.path("usage").isObject()) {
      usage = ChatAnswer.usage(chunk.path("usage"));
    }
    JsonNode choice = chunk.path("choices").path(0);
    JsonNode delta = choice.path("delta");
    text(Kind.THINKING, ChatAnswer.thought(delta));
    text(Kind.TEXT, delta.path("content").isTextual() ? delta.path("content").asText() : "");
    delta.path("tool_calls").forEach(this::call);
    if (choice.hasNonNull("finish_reason")) {
      stop = ChatAnswer.stop(choice);
    }
  }

  private void start(JsonNode chunk) {
    if (!started) {
      started = true;
      ObjectNode message = ChatAnswer.head(chunk);
      message.putArray("content");
      message.putNull("stop_reason").putNull("stop_sequence");
      message.set("usage", usage);
      event("message_start", JSON.createObjectNode().set("message", message));
    }
  }

  private void text(Kind kind, String text) {
    if (text.isEmpty()) {
      return;
    }
    boolean thinking = kind == Kind.THINKING;
    if (open != kind) {
      ObjectNode block =
          JSON.createObjectNode()
              .put("type", thinking ? "thinking" : "text")
              .put(thinking ? "thinking" : "text", "");
      begin(kind, thinking ? block.put("signature", "") : block);
    }
    delta(
        JSON.createObjectNode()
            .put("type", thinking ? "thinking_delta" : "text_delta")
            .put(thinking ? "thinking" : "text", text));
  }

  private void call(JsonNode call) {
    int number = call.path("index").asInt();
    JsonNode function = call.path("function");
    if (open != Kind.TOOL_USE || openCall != number) {
      ObjectNode block =
          JSON.createObjectNode()
              .put("type", "tool_use")
              .put("id", call.path("id").asText())
              .put("name", function.path("name").asText());
      block.putObject("input");
      begin(Kind.TOOL_USE, block);
      openCall = number;
    }
    String arguments = function.path("arguments").asText("");
    if (!arguments.isEmpty()) {
      delta(JSON.createObjectNode().put("type", "input_json_delta").put("partial_json", arguments));
    }
  }

  private void begin(Kind kind, ObjectNode block) {
    endBlock();
    open = kind;
    index++;
    event("content_block_start", indexed().set("content_block", block));
  }

  private void delta(ObjectNode delta) {
    event("content_block_delta", indexed().set("delta", delta));
  }

  private void endBlock() {
    if (open != null) {
      event("content_block_stop", indexed());
      open = null;
    }
  }

  private ObjectNode indexed() {
    return JSON.createObjectNode().put("index", index);
  }

  private void finish() {
    endBlock();
    ObjectNode delta = JSON.createObjectNode();
    delta.set("delta", stop);
    delta.set("usage", usage);
    event("message_delta", delta);
    event("message_stop", JSON.createObjectNode());
  }

  private void failed(JsonNode error) {
    ObjectNode told = JSON.createObjectNode();
    told.putObject("error")
        .put("type", "api_error")
        .put("message", error.path("message").asText("the model server failed"));
    event("error", told);
  }

  private void event(String type, JsonNode members) {
    ObjectNode data = JSON.createObjectNode().put("type", type);
    data.setAll((ObjectNode) members);
    out.append("event: ").append(type).append("\ndata: ").append(data).append("\n\n");
  }
}
