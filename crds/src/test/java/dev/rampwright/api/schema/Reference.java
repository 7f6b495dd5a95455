package dev.rampwright.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the reference of all fields, in Markdown, from the manifests. */
final class Reference {
  private static final String INTRODUCTION =
      """
      <!-- Generated from the CRDs; `make generate` rewrites it. -->
      # Reference

      Group `rampwright.dev`, version `v1alpha1`; `kubectl get rampwright` lists all three kinds, and \
      `kubectl explain` shows the same texts. A field that is not listed is refused: the API server \
      names it.

      - Durations: `90s`, `5m`, `1h30m`, `250ms`. Fractions and rates are text: `"0.01"`.
      - Quantities (`500m`, `2Gi`), tolerations and conditions are as in core Kubernetes.
      - **Change** says what an edit does. R: it makes a new revision, which takes over the traffic by a \
      ramp. L: it applies at once. I: it is refused, the field is immutable.
      """;

  private final StringBuilder text = new StringBuilder(INTRODUCTION);
  private final CoreTypes coreTypes = CoreTypes.load();

  private Reference() {}

  /** The whole document. */
  static String of(Iterable<String> manifests) {
    Reference reference = new Reference();
    manifests.forEach(yaml -> reference.kind(Yaml.read(yaml)));
    return reference.text.toString();
  }

  private void kind(JsonNode crd) {
    String kind = crd.at("/spec/names/kind").asText();
    JsonNode schema = crd.at("/spec/versions/0/schema/openAPIV3Schema");
    text.append("\n## ").append(kind).append("\n\n");
    text.append(schema.path("description").asText());
    text.append(" Short name `%s`.\n".formatted(crd.at("/spec/names/shortNames/0").asText()));
    text.append("\n### Spec\n\n| Field | Type | Default | Bounds | Change | What it is |\n");
    text.append("|---|---|---|---|---|---|\n");
    JsonNode spec = schema.at("/properties/spec");
    fields(spec).forEach((path, field) -> specRow(kind, path, field));
    rules(schema);
    text.append("\n### Status\n\nThe operator is its only writer.\n\n");
    text.append("| Field | Type | What it is |\n|---|---|---|\n");
    fields(schema.at("/properties/status")).forEach(this::statusRow);
  }

  private void specRow(String kind, String path, Field field) {
    String type =
        FieldText.type(field.schema(), coreTypes) + (field.required() ? ", required" : "");
    row(
        "`" + path + "`",
        type,
        FieldText.defaultValue(field.schema()),
        FieldText.bounds(field.schema(), coreTypes),
        Change.of(kind, path).name(),
        field.schema().path("description").asText());
  }

  private void statusRow(String path, Field field) {
    String values = FieldText.values(field.schema());
    row(
        "`" + path + "`",
        FieldText.type(field.schema(), coreTypes) + (values.isEmpty() ? "" : ": " + values),
        field.schema().path("description").asText());
  }

  private void row(String... cells) {
    for (String cell : cells) {
      text.append("| ").append(FieldText.inMarkdown(cell)).append(cell.isEmpty() ? "" : " ");
    }
    text.append("|\n");
  }

  private void rules(JsonNode schema) {
    text.append("\n### Rules\n\nThe API server refuses what breaks one, with these words:\n\n");
    schema.findValues("x-kubernetes-validations").stream()
        .flatMap(JsonNode::valueStream)
        .map(rule -> rule.path("message").asText())
        .distinct()
        .forEach(message -> text.append("- ").append(FieldText.inMarkdown(message)).append('\n'));
  }

  private record Field(JsonNode schema, boolean required) {}

  private Map<String, Field> fields(JsonNode object) {
    Map<String, Field> found = new LinkedHashMap<>();
    collect(object, "", found);
    return found;
  }

  private void collect(JsonNode object, String prefix, Map<String, Field> found) {
    List<String> required = new ArrayList<>();
    object.path("required").forEach(name -> required.add(name.asText()));
    object
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String path = prefix + property.getKey();
              JsonNode schema = property.getValue();
              found.put(path, new Field(schema, required.contains(property.getKey())));
              boolean list = schema.has("items");
              JsonNode inside = list ? schema.get("items") : schema;
              if (coreTypes.nameOf(inside).isEmpty()) {
                collect(inside, path + (list ? "[]." : "."), found);
              }
            });
  }
}
