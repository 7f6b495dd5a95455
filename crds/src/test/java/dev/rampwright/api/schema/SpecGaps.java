package dev.rampwright.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Finds what a spec's schema leaves open: the API server reckons a rule's cost from the bounds. */
final class SpecGaps {
  private final List<String> gaps = new ArrayList<>();

  private SpecGaps() {}

  static List<String> of(JsonNode spec) {
    SpecGaps found = new SpecGaps();
    found.collect(spec, "spec");
    return found.gaps;
  }

  private void collect(JsonNode schema, String path) {
    String type =
        schema.path("x-kubernetes-int-or-string").asBoolean()
            ? "string"
            : schema.path("type").asText();
    switch (type) {
      case "string" -> requireOne(schema, path, "maxLength", "enum");
      case "array" -> requireOne(schema, path, "maxItems");
      case "integer" -> requireOne(schema, path, "minimum");
      case "object" -> requireOne(schema, path, "properties", "maxProperties");
      default -> {}
    }
    schema
        .path("properties")
        .properties()
        .forEach(property -> collect(property.getValue(), path + "." + property.getKey()));
    if (schema.has("items")) {
      collect(schema.get("items"), path + "[]");
    }
    if (schema.has("additionalProperties")) {
      collect(schema.get("additionalProperties"), path + "{}");
    }
  }

  private void requireOne(JsonNode schema, String path, String... keywords) {
    if (List.of(keywords).stream().noneMatch(schema::has)) {
      gaps.add(path + " needs " + String.join(" or ", keywords));
    }
  }
}
