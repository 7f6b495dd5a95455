package dev.rampwright.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule's alternatives, those joined by {@code ||} outside of quotes and brackets.
 *
 * @param parts at least one
 */
record Disjunction(List<String> parts) {
  private static final Pattern NO_ENTRY =
      Pattern.compile("!self[.](\\w+)[.]exists\\((\\w+), has\\(\\2[.](\\w+)\\)\\)");
  private static final Pattern ABSENCE = Pattern.compile("!has\\(self\\.([\\w.]+)\\)");

  /** Splits a rule; one with a ternary operator at its top has one part, itself. */
  static Disjunction of(String rule) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    boolean quoted = false;
    for (int i = 0; i < rule.length(); i++) {
      char c = rule.charAt(i);
      quoted ^= c == '\'';
      if (!quoted && depth == 0 && c == '?') {
        return new Disjunction(List.of(rule));
      }
      depth += quoted ? 0 : nesting(c);
      if (!quoted && depth == 0 && rule.startsWith("||", i)) {
        parts.add(rule.substring(begin, i).strip());
        begin = i + 2;
        i++;
      }
    }
    parts.add(rule.substring(begin).strip());
    return new Disjunction(List.copyOf(parts));
  }

  private static int nesting(char c) {
    return "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
  }

  /** Whether one alternative held of everything that the earlier schema accepted. */
  boolean heldOfAllThat(JsonNode earlier) {
    Set<String> held = new HashSet<>(rules(earlier));
    earlier
        .path("required")
        .valueStream()
        .map(JsonNode::asText)
        .forEach(name -> held.addAll(ofRequired(name, earlier.path("properties").path(name))));
    return parts.stream()
        .anyMatch(
            part ->
                held.contains(part) || noEntryHad(part, earlier) || isOfANewField(part, earlier));
  }

  /** Whether it says that no entry of a list has a field which the earlier schema did not know. */
  private static boolean noEntryHad(String part, JsonNode earlier) {
    Matcher field = NO_ENTRY.matcher(part);
    if (!field.matches()) {
      return false;
    }
    JsonNode items = earlier.path("properties").path(field.group(1)).path("items");
    return items.has("properties") && !items.path("properties").has(field.group(3));
  }

  /** Nobody can have written a field that there was not. */
  private static boolean isOfANewField(String part, JsonNode earlier) {
    Matcher absence = ABSENCE.matcher(part);
    if (!absence.matches()) {
      return false;
    }
    JsonNode schema = earlier;
    for (String name : absence.group(1).split("\\.", -1)) {
      schema = schema.path("properties").path(name);
    }
    return schema.isMissingNode();
  }

  private static Set<String> ofRequired(String name, JsonNode property) {
    Set<String> held = new HashSet<>();
    held.add("has(self." + name + ")");
    rules(property).stream()
        .filter(rule -> rule.startsWith("self.matches(") && of(rule).parts().size() == 1)
        .forEach(rule -> held.add("self." + name + rule.substring("self".length())));
    if (property.path("enum").size() == 1) {
      held.add("self.%s == '%s'".formatted(name, property.path("enum").get(0).asText()));
    }
    return held;
  }

  static Set<String> rules(JsonNode schema) {
    Set<String> rules = new HashSet<>();
    schema
        .path("x-kubernetes-validations")
        .valueStream()
        .forEach(rule -> rules.add(rule.path("rule").asText()));
    return rules;
  }
}
