package dev.rampwright.sidecar.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.contracts.Digests;
import java.util.List;
import java.util.Optional;

/**
 * What the engine says of itself since it was last seen to come up, as a digest. An image's tag can
 * move and a model's file can be replaced without another revision; llama.cpp tells its build, its
 * model's path and its chat template, other engines may tell nothing. Lives on the event loop.
 */
final class EngineBuild {
  /** Where llama.cpp tells it. */
  static final String PATH = "/props";

  /** What of it stays the same while an engine runs, and changes answers. */
  private static final List<String> FIELDS =
      List.of("build_info", "model_path", "chat_template", "bos_token", "eos_token", "modalities");

  private static final JsonMapper MAPPER = new JsonMapper();

  private Optional<String> digest = Optional.empty();
  private boolean due = true;

  /** Empty before it was told for the first time; an empty text if the engine tells nothing. */
  Optional<String> digest() {
    return digest;
  }

  /** Whether the engine must be asked. */
  boolean isDue() {
    return due;
  }

  /** The engine does not work: when it does again, it may be another one. */
  void engineWentAway() {
    due = true;
  }

  /** The engine's answer. */
  void told(int status, String body) {
    due = false;
    digest = Optional.of(status == 200 ? read(body) : "");
  }

  private static String read(String body) {
    try {
      JsonNode props = MAPPER.readTree(body);
      StringBuilder said = new StringBuilder();
      FIELDS.forEach(field -> said.append(props.path(field)).append('\n'));
      return Digests.sha256Hex(said.toString());
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
