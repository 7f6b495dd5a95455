package dev.rampwright.sidecar.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** An answer that is not streamed, or an error. */
final class WholeAnswer implements AnswerTranslation {
  private static final JsonMapper JSON = new JsonMapper();

  private final int status;
  private final String requestId;
  private final UnaryOperator<JsonNode> words;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /**
   * Of an answer with that status.
   *
   * @param words says a good one; a missing node where it is not what was expected
   */
  WholeAnswer(int status, String requestId, UnaryOperator<JsonNode> words) {
    this.status = status;
    this.requestId = requestId;
    this.words = words;
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
    JsonNode said = words.apply(read);
    // What was not expected is passed on: clients see better than we what it is.
    return said.isMissingNode() ? all : said.toString().getBytes(UTF_8);
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
