package dev.rampwright.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Bounded schemas, without descriptions, of the types of core that the records embed. */
final class CoreTypes {
  private static final Path FILE = Path.of("src/test/resources/core-types.yaml");

  private final ObjectNode schemas;

  private CoreTypes(ObjectNode schemas) {
    this.schemas = schemas;
  }

  static CoreTypes load() {
    return new CoreTypes(Yaml.read(FILE));
  }

  boolean knows(Class<?> type) {
    return type.getName().startsWith("io.fabric8.");
  }

  /**
   * Replaces all but the description.
   *
   * @throws IllegalStateException if the file has no schema for the type
   */
  void replace(ObjectNode schema, Class<?> type) {
    if (!(schemas.get(type.getSimpleName()) instanceof ObjectNode core)) {
      throw new IllegalStateException(
          "write a bounded schema for " + type.getSimpleName() + " into " + FILE);
    }
    JsonNode description = schema.get("description");
    schema.removeAll();
    if (description != null) {
      schema.set("description", description);
    }
    schema.setAll(core.deepCopy());
  }

  /** The name of the type, if the schema is that of one. */
  Optional<String> nameOf(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      return Optional.empty();
    }
    JsonNode plain = object.deepCopy().without("description");
    return schemas.properties().stream()
        .filter(type -> type.getValue().equals(plain))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
