package dev.rampwright.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in words what the schema of one field holds. */
final class FieldText {
  private FieldText() {}

  static String type(JsonNode schema, CoreTypes coreTypes) {
    Optional<String> core = coreTypes.nameOf(schema);
    if (core.isPresent()) {
      return core.get();
    }
    if (schema.has("items")) {
      return "list of " + type(schema.get("items"), coreTypes);
    }
    if (schema.has("additionalProperties")) {
      return "map to " + type(schema.get("additionalProperties"), coreTypes);
    }
    return schema.path("type").asText();
  }

  static String defaultValue(JsonNode schema) {
    return schema.has("default") ? "`" + schema.get("default").asText() + "`" : "";
  }

  static String bounds(JsonNode schema, CoreTypes coreTypes) {
    if (coreTypes.nameOf(schema).isPresent()) {
      return "";
    }
    List<String> bounds = new ArrayList<>();
    String values = values(schema);
    if (!values.isEmpty()) {
      bounds.add(values);
    }
    range(schema, "minimum", "maximum", "").ifPresent(bounds::add);
    if (schema.path("x-kubernetes-validations").isMissingNode()) {
      range(schema, "minLength", "maxLength", " characters").ifPresent(bounds::add);
    }
    range(schema, "minItems", "maxItems", " entries").ifPresent(bounds::add);
    range(schema, "minProperties", "maxProperties", " entries").ifPresent(bounds::add);
    return String.join("; ", bounds);
  }

  /** The values of a closed list; empty for other fields. */
  static String values(JsonNode schema) {
    return schema
        .path("enum")
        .valueStream()
        .map(value -> "`" + value.asText() + "`")
        .collect(Collectors.joining(", "));
  }

  /** The text as it is, in a cell of a table. */
  static String inMarkdown(String text) {
    return text.replace("|", "\\|").replace("<", "\\<");
  }

  private static Optional<String> range(JsonNode schema, String min, String max, String unit) {
    if (schema.has(min) && schema.has(max)) {
      return Optional.of(schema.get(min).asText() + " to " + schema.get(max).asText() + unit);
    }
    if (schema.has(min)) {
      return Optional.of("at least " + schema.get(min).asText() + unit);
    }
    return schema.has(max)
        ? Optional.of("at most " + schema.get(max).asText() + unit)
        : Optional.empty();
  }
}
