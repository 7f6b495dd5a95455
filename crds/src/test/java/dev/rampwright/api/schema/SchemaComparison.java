package dev.rampwright.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what an earlier schema accepts or shows and a later one does not. */
final class SchemaComparison {
  private static final Set<String> LOWER_BOUNDS =
      Set.of("minimum", "minLength", "minItems", "minProperties");
  private static final Set<String> UPPER_BOUNDS =
      Set.of("maximum", "maxLength", "maxItems", "maxProperties");

  /**
   * A change of any kind to one of these refuses something, or gives old manifests a new meaning.
   */
  private static final Set<String> FIXED =
      Set.of(
          "pattern",
          "format",
          "nullable",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-preserve-unknown-fields");

  private final List<String> breaks = new ArrayList<>();

  private SchemaComparison() {}

  /** One line for each thing that the later schema takes away; empty if it only adds. */
  static List<String> breaks(JsonNode earlier, JsonNode later) {
    SchemaComparison comparison = new SchemaComparison();
    comparison.compare(earlier, later, "");
    return List.copyOf(comparison.breaks);
  }

  private void compare(JsonNode earlier, JsonNode later, String path) {
    compareType(earlier, later, path);
    compareEnum(earlier, later, path);
    compareBounds(earlier, later, path);
    compareFixed(earlier, later, path);
    compareRequired(earlier, later, path);
    compareRules(earlier, later, path);
    compareProperties(earlier, later, path);
    compareChild("items", "[]", earlier, later, path);
    compareChild("additionalProperties", "{}", earlier, later, path);
  }

  private void compareType(JsonNode earlier, JsonNode later, String path) {
    boolean widened = later.path("x-kubernetes-int-or-string").asBoolean();
    if (!widened && !earlier.path("type").equals(later.path("type"))) {
      report(path, "type", earlier.path("type"), later.path("type"));
    }
  }

  private void compareEnum(JsonNode earlier, JsonNode later, String path) {
    if (!later.has("enum")) {
      return;
    }
    Set<String> left = texts(later.get("enum"));
    if (!earlier.has("enum")) {
      breaks.add(path + ": only " + left + " is accepted now");
    }
    texts(earlier.path("enum")).stream()
        .filter(value -> !left.contains(value))
        .forEach(value -> breaks.add(path + ": the value " + value + " is no longer accepted"));
  }

  private void compareBounds(JsonNode earlier, JsonNode later, String path) {
    LOWER_BOUNDS.forEach(bound -> compareBound(bound, 1, earlier, later, path));
    UPPER_BOUNDS.forEach(bound -> compareBound(bound, -1, earlier, later, path));
  }

  private void compareBound(String bound, int sign, JsonNode earlier, JsonNode later, String path) {
    if (later.has(bound)
        && (!earlier.has(bound)
            || sign * Double.compare(later.get(bound).asDouble(), earlier.get(bound).asDouble())
                > 0)) {
      report(path, bound, earlier.path(bound), later.get(bound));
    }
  }

  private void compareFixed(JsonNode earlier, JsonNode later, String path) {
    FIXED.stream()
        .sorted()
        .filter(keyword -> !earlier.path(keyword).equals(later.path(keyword)))
        .filter(keyword -> !isWidening(keyword, earlier, later))
        .forEach(keyword -> report(path, keyword, earlier.path(keyword), later.path(keyword)));
    if (earlier.has("default") && !earlier.get("default").equals(later.path("default"))) {
      report(path, "default", earlier.get("default"), later.path("default"));
    }
  }

  private static boolean isWidening(String keyword, JsonNode earlier, JsonNode later) {
    return switch (keyword) {
      case "pattern" -> !later.has("pattern");
      case "format" -> !later.has("format") || earlier.path("format").asText().equals("int32");
      case "nullable", "x-kubernetes-preserve-unknown-fields" -> later.path(keyword).asBoolean();
      default -> false;
    };
  }

  private void compareRequired(JsonNode earlier, JsonNode later, String path) {
    Set<String> before = texts(earlier.path("required"));
    texts(later.path("required")).stream()
        .filter(name -> !before.contains(name))
        .forEach(name -> breaks.add(path + "." + name + ": is required now"));
  }

  /** A rule with an alternative that always held takes nothing away. */
  private void compareRules(JsonNode earlier, JsonNode later, String path) {
    Set<String> before = Disjunction.rules(earlier);
    Disjunction.rules(later).stream()
        .filter(rule -> !before.contains(rule))
        .filter(rule -> !Disjunction.of(rule).heldOfAllThat(earlier))
        .forEach(rule -> breaks.add(path + ": a rule is new or changed: " + rule));
  }

  private void compareProperties(JsonNode earlier, JsonNode later, String path) {
    earlier
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
              JsonNode now = later.path("properties").path(property.getKey());
              if (now.isMissingNode()) {
                breaks.add(name + ": is gone");
              } else {
                compare(property.getValue(), now, name);
              }
            });
  }

  private void compareChild(
      String keyword, String suffix, JsonNode earlier, JsonNode later, String path) {
    if (earlier.has(keyword) && later.has(keyword)) {
      compare(earlier.get(keyword), later.get(keyword), path + suffix);
    } else if (earlier.has(keyword)) {
      breaks.add(path + suffix + ": is gone");
    }
  }

  private void report(String path, String keyword, JsonNode was, JsonNode is) {
    breaks.add("%s: %s was %s and is %s".formatted(path, keyword, shown(was), shown(is)));
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "absent" : value.toString();
  }

  private static Set<String> texts(JsonNode values) {
    return values.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
  }
}
