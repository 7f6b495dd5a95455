package dev.rampwright.operator.kube;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** JSON as text, which takes a tenth of the room of the maps that it stands for. */
final class PackedJson implements JsonSerializable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] text;

  private PackedJson(byte[] text) {
    this.text = text;
  }

  /** Packs maps, lists, texts and numbers. */
  static PackedJson of(Object value) {
    try {
      return new PackedJson(JSON.writeValueAsBytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException("what was read as JSON can be written as such", e);
    }
  }

  @Override
  public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      generator.copyCurrentStructure(parser);
    }
  }

  @Override
  public void serializeWithType(
      JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
      throws IOException {
    serialize(generator, provider);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedJson packed && Arrays.equals(text, packed.text);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(text);
  }
}
