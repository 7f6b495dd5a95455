package dev.rampwright.operator.tokencache.prewarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.contracts.PrewarmOrder.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ConfigMap's data: each key holds JSON Lines, each line one request. Says where it is
 * wrong without repeating what stands there.
 */
public final class PrewarmText {
  static final int MAX_ENTRIES = 10_000;

  private static final String CHAT = "/v1/chat/completions";
  private static final Set<String> PATHS =
      Set.of(
          CHAT, "/v1/completions", "/v1/responses", "/v1/messages", "/v1/embeddings", "/tokenize");
  private static final Set<String> MEMBERS = Set.of("path", "tenant", "agent", "body");
  private static final int MAX_NAME = 256;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private PrewarmText() {}

  /**
   * Reads it.
   *
   * @param epoch of the cache: with another one the same is asked again
   */
  public static PrewarmWish read(Map<String, String> data, long epoch) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, String> file : new TreeMap<>(data).entrySet()) {
      int number = 0;
      for (String line : file.getValue().split("\n", -1)) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        try {
          entries.add(entry(line));
        } catch (WrongLineException e) {
          return new PrewarmWish.Invalid(
              "key %s, line %d: %s".formatted(file.getKey(), number, e.getMessage()));
        }
      }
    }
    if (entries.isEmpty()) {
      return new PrewarmWish.Invalid("no data key holds a line");
    }
    if (entries.size() > MAX_ENTRIES) {
      return new PrewarmWish.Invalid(
          "%d lines are more than the %d that may be".formatted(entries.size(), MAX_ENTRIES));
    }
    PrewarmOrder plain = new PrewarmOrder(PrewarmOrder.FORMAT_VERSION, "epoch " + epoch, entries);
    String digest = Digests.sha256Hex(ContractJson.write(plain));
    return new PrewarmWish.Ordered(new PrewarmOrder(PrewarmOrder.FORMAT_VERSION, digest, entries));
  }

  private static Entry entry(String line) throws WrongLineException {
    ObjectNode object = object(line);
    for (String member : (Iterable<String>) object::fieldNames) {
      require(
          MEMBERS.contains(member),
          "%s is none of body, path, tenant and agent".formatted(bounded(member)));
    }
    String path = text(object, "path");
    require(
        path == null || PATHS.contains(path),
        "path must be one of %s".formatted(PATHS.stream().sorted().toList()));
    require(object.path("body").isObject(), "body must be the JSON object of a request");
    return new Entry(
        path == null ? CHAT : path,
        text(object, "tenant"),
        text(object, "agent"),
        object.path("body").toString());
  }

  private static ObjectNode object(String line) throws WrongLineException {
    try {
      if (JSON.readTree(line) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // Its message quotes the line.
    }
    throw new WrongLineException("not one JSON object on one line");
  }

  private static @Nullable String text(ObjectNode object, String member) throws WrongLineException {
    JsonNode value = object.path(member);
    if (value.isMissingNode()) {
      return null;
    }
    require(
        value.isTextual() && !value.textValue().isEmpty() && value.textValue().length() <= MAX_NAME,
        "%s must be a text of 1 to %d characters".formatted(member, MAX_NAME));
    return value.textValue();
  }

  private static void require(boolean holds, String message) throws WrongLineException {
    if (!holds) {
      throw new WrongLineException(message);
    }
  }

  private static String bounded(String name) {
    return name.length() <= 40 ? name : name.substring(0, 40);
  }

  /** What is wrong with a line. */
  private static final class WrongLineException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongLineException(String message) {
      super(message);
    }
  }
}
