package dev.rampwright.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a later CustomResourceDefinition takes away from an earlier one's users. */
final class CrdComparison {
  private static final List<String> NAMES = List.of("kind", "plural", "singular");
  private static final List<String> ALIASES = List.of("shortNames", "categories");
  private static final List<String> SCALE_PATHS =
      List.of("specReplicasPath", "statusReplicasPath", "labelSelectorPath");

  private CrdComparison() {}

  /**
   * One line for each thing that is gone, renamed or narrower; empty if the later one only adds.
   */
  static List<String> breaks(JsonNode earlier, JsonNode later) {
    List<String> breaks = new ArrayList<>();
    NAMES.forEach(name -> same("/spec/names/" + name, earlier, later, breaks));
    same("/spec/group", earlier, later, breaks);
    same("/spec/scope", earlier, later, breaks);
    for (String alias : ALIASES) {
      List<JsonNode> left = later.at("/spec/names/" + alias).valueStream().toList();
      earlier
          .at("/spec/names/" + alias)
          .valueStream()
          .filter(name -> !left.contains(name))
          .forEach(name -> breaks.add(alias + ": " + name.asText() + " is gone"));
    }
    earlier
        .at("/spec/versions")
        .valueStream()
        .forEach(version -> compareVersion(version, later, breaks));
    return List.copyOf(breaks);
  }

  private static void compareVersion(JsonNode earlier, JsonNode laterCrd, List<String> breaks) {
    String name = earlier.path("name").asText();
    Optional<JsonNode> later =
        laterCrd
            .at("/spec/versions")
            .valueStream()
            .filter(version -> version.path("name").asText().equals(name))
            .filter(version -> version.path("served").asBoolean())
            .findFirst();
    if (later.isEmpty()) {
      breaks.add("version " + name + " is no longer served");
      return;
    }
    if (earlier.at("/subresources").has("status")) {
      same("/subresources/status", earlier, later.get(), breaks);
    }
    SCALE_PATHS.stream()
        .map(path -> "/subresources/scale/" + path)
        .filter(path -> !earlier.at(path).isMissingNode())
        .forEach(path -> same(path, earlier, later.get(), breaks));
    String schema = "/schema/openAPIV3Schema";
    breaks.addAll(SchemaComparison.breaks(earlier.at(schema), later.get().at(schema)));
  }

  private static void same(String path, JsonNode earlier, JsonNode later, List<String> breaks) {
    if (!earlier.at(path).equals(later.at(path))) {
      breaks.add(path + " was " + earlier.at(path) + " and is " + later.at(path));
    }
  }
}
