package dev.rampwright.sidecar.cache;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Token IDs in half the bytes of their JSON: a version (1 byte), the number of IDs plus one, or 0
 * for an answer without a list of IDs, then each ID, all in unsigned LEB128 (DWARF 5, section 7.6),
 * and last what else the answer says, as JSON. A replay says the same, {@code tokens} first.
 */
final class TokenCoding implements Coding {
  static final TokenCoding INSTANCE = new TokenCoding();

  private static final byte VERSION = 1;
  private static final String TOKENS = "tokens";
  private static final int MORE = 0x80;
  private static final JsonMapper MAPPER = new JsonMapper();

  private TokenCoding() {}

  /** Empty if the body is no JSON object. */
  @Override
  public Optional<byte[]> encode(byte[] body) {
    try {
      return MAPPER.readTree(body) instanceof ObjectNode answer
          ? Optional.of(encode(answer))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] encode(ObjectNode answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(VERSION);
    if (answer.path(TOKENS) instanceof ArrayNode ids && areIds(ids)) {
      write(out, ids.size() + 1);
      ids.forEach(id -> write(out, id.intValue()));
      answer.remove(TOKENS);
    } else {
      write(out, 0);
    }
    MAPPER.writeValue(out, answer);
    return out.toByteArray();
  }

  private static boolean areIds(ArrayNode list) {
    for (JsonNode id : list) {
      if (!id.isInt() || id.intValue() < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<byte[]> decode(byte[] coded) {
    ByteBuffer in = ByteBuffer.wrap(coded);
    if (!in.hasRemaining() || in.get() != VERSION) {
      return Optional.empty();
    }
    try {
      int ids = read(in) - 1;
      return Optional.of(ids < 0 ? rest(in) : render(in, ids));
    } catch (BufferUnderflowException | IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] rest(ByteBuffer in) {
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    return rest;
  }

  private static byte[] render(ByteBuffer in, int ids) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.remaining() * 3);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart(TOKENS);
      for (int i = 0; i < ids; i++) {
        json.writeNumber(read(in));
      }
      json.writeEndArray();
      @Nullable JsonNode others = MAPPER.readTree(rest(in));
      if (others != null) {
        for (var member : others.properties()) {
          json.writeFieldName(member.getKey());
          json.writeTree(member.getValue());
        }
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int value) {
    int left = value;
    while ((left & ~(MORE - 1)) != 0) {
      out.write((left & (MORE - 1)) | MORE);
      left >>>= 7;
    }
    out.write(left);
  }

  private static int read(ByteBuffer in) {
    int value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      value |= (next & (MORE - 1)) << shift;
      shift += 7;
    } while ((next & MORE) != 0);
    return value;
  }
}
