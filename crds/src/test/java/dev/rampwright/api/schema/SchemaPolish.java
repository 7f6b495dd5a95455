package dev.rampwright.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds to a generated schema what the generator cannot know. Walks schema and records together. */
final class SchemaPolish {
  /** Lists that are merged by a key; the others are replaced as a whole. */
  private static final Map<String, String> LIST_KEYS =
      Map.of(
          "InferenceServiceStatus.conditions", "type",
          "TokenCacheStatus.conditions", "type",
          "BenchmarkRunStatus.conditions", "type",
          "EngineSpec.env", "name",
          "PodSpec.imagePullSecrets", "name",
          "Benchmark.criteria", "name",
          "TenancySpec.shared", "name");

  private final RecordDocs docs;
  private final CoreTypes coreTypes = CoreTypes.load();

  SchemaPolish(RecordDocs docs) {
    this.docs = docs;
  }

  void polishRoot(ObjectNode root, Class<? extends CustomResource<?, ?>> kind) {
    root.put("description", docs.summary(kind));
    root.putArray("required").add("spec");
    ParameterizedType resource = (ParameterizedType) kind.getGenericSuperclass();
    for (Type part : resource.getActualTypeArguments()) {
      String name = ((Class<?>) part).getSimpleName().endsWith("Status") ? "status" : "spec";
      ObjectNode schema = (ObjectNode) root.at("/properties/" + name);
      schema.put("description", docs.summary((Class<?>) part));
      polish(schema, part);
    }
  }

  private void polish(ObjectNode schema, Type type) {
    if (type instanceof ParameterizedType generic) {
      boolean list = generic.getRawType() == List.class;
      Type element = generic.getActualTypeArguments()[list ? 0 : 1];
      polish((ObjectNode) schema.get(list ? "items" : "additionalProperties"), element);
    } else if (coreTypes.knows((Class<?>) type)) {
      coreTypes.replace(schema, (Class<?>) type);
    } else if (((Class<?>) type).isRecord()) {
      polishRecord(schema, (Class<?>) type);
    } else if (((Class<?>) type).isEnum()) {
      ArrayNode values = schema.putArray("enum");
      Arrays.stream(((Class<?>) type).getEnumConstants()).forEach(v -> values.add(v.toString()));
    } else {
      polishScalar(schema, (Class<?>) type);
    }
    dropRepeatedRules(schema);
  }

  private void polishRecord(ObjectNode schema, Class<?> type) {
    ObjectNode properties = (ObjectNode) schema.get("properties");
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      ObjectNode property = (ObjectNode) properties.remove(name);
      if (!property.has("description")) {
        docs.component(type, name).ifPresent(text -> property.put("description", text));
      }
      if (component.getType() == List.class) {
        polishList(property, type.getSimpleName() + "." + name);
      }
      polish(property, component.getGenericType());
      properties.set(name, property);
    }
  }

  private static void polishList(ObjectNode property, String where) {
    String key = LIST_KEYS.get(where);
    property.put("x-kubernetes-list-type", key == null ? "atomic" : "map");
    if (key != null) {
      property.putArray("x-kubernetes-list-map-keys").add(key);
    }
  }

  private static void polishScalar(ObjectNode schema, Class<?> type) {
    if (type == Integer.class || type == Long.class) {
      schema.put("format", type == Long.class ? "int64" : "int32");
      List.of("minimum", "maximum").forEach(bound -> wholeNumber(schema, bound));
    }
    Forms.explain(schema);
  }

  private static void wholeNumber(ObjectNode schema, String bound) {
    JsonNode value = schema.get(bound);
    if (value != null) {
      schema.put(bound, value.asLong());
    }
  }

  /** A rule on a record component reaches the generator twice, and the API server refuses that. */
  private static void dropRepeatedRules(ObjectNode schema) {
    if (schema.get("x-kubernetes-validations") instanceof ArrayNode rules) {
      Set<JsonNode> seen = new HashSet<>();
      rules.removeIf(rule -> !seen.add(rule));
    }
  }
}
