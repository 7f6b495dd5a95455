package dev.rampwright.sidecar.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** An answer that is not streamed: a completion, or an error. */
final class WholeAnswer implements AnswerTranslation {
  private static final JsonMapper JSON = new JsonMapper();

  private final int status;
  private final String requestId;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  WholeAnswer(int status, String requestId) {
    this.status = status;
    this.requestId = requestId;
  }

  @Override
  public byte[] accept(byte[] chunk) {
    body.writeBytes(chunk);
    return new byte[0];
  }

  @Override
  public byte[] end() {
    byte[] all = body.toByteArray();
    JsonNode read;
    try {
      read = JSON.readTree(all);
    } catch (IOException e) {
      read = JSON.missingNode();
    }
    if (status / 100 != 2) {
      return AnthropicErrors.of(status, message(read), requestId).getBytes(UTF_8);
    }
    // What is no completion is passed on: clients see better than we what it is.
    return read.path("choices").isArray()
        ? ChatAnswer.toMessage(read).toString().getBytes(UTF_8)
        : all;
  }

  /** Engines put it in different places. */
  private static String message(JsonNode error) {
    JsonNode inner = error.path("error");
    return inner.path("message").isTextual()
        ? inner.path("message").asText()
        : error.path("message").asText(error.path("detail").asText("the model server failed"));
  }

  @Override
  public String contentType() {
    return "application/json";
  }
}
