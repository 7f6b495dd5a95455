package dev.rampwright.sidecar.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** A call by which an engine counts the tokens of a chat, without answering it. */
public enum TokenCounting {
  /** Of llama.cpp. */
  INPUT_TOKENS("/v1/chat/completions/input_tokens", "input_tokens"),
  /** Of vLLM. llama.cpp's call of this name knows no chat, and tells no count. */
  TOKENIZE("/tokenize", "count");

  private static final JsonMapper JSON = new JsonMapper();

  private final String path;
  private final String count;

  TokenCounting(String path, String count) {
    this.path = path;
    this.count = count;
  }

  public String path() {
    return path;
  }

  /** The call at a path. */
  public static Optional<TokenCounting> at(String path) {
    return Arrays.stream(values()).filter(call -> call.path.equals(path)).findFirst();
  }

  /** Whether that is what the call answers, so that it can be used. */
  public boolean isAnsweredBy(byte[] body) {
    try {
      return count(JSON.readTree(body)).isInt();
    } catch (IOException e) {
      return false;
    }
  }

  /** The number of tokens; a missing node if it is not told. */
  JsonNode count(JsonNode answer) {
    return answer.path(count);
  }
}
