package dev.rampwright.sidecar.cache.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer's first JSON value.
 *
 * @param id at its top, or at that of the message or response that it is about
 * @param failed whether it is an error, or a response that was not completed
 */
record FirstValue(@Nullable String id, boolean failed) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> ENVELOPES = Set.of("message", "response");
  private static final Set<String> WHOLE = Set.of("completed", "incomplete");

  /** Where it begins in a stream of events; -1 if no event has one. */
  static int inEvents(byte[] body) {
    byte[] name = "data:".getBytes(US_ASCII);
    for (int at : Places.of(name, body)) {
      int value = Places.afterSpaces(body, at + name.length);
      if (value < body.length && body[value] == '{') {
        return value;
      }
    }
    return -1;
  }

  static FirstValue read(byte[] body, int from) throws IOException {
    try (JsonParser parser = JSON.createParser(body, from, body.length - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new FirstValue(null, false);
      }
      return read(parser, true);
    }
  }

  private static FirstValue read(JsonParser parser, boolean top) throws IOException {
    @Nullable String id = null;
    boolean failed = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (top && value == JsonToken.START_OBJECT && ENVELOPES.contains(name)) {
        FirstValue inner = read(parser, false);
        id = id == null ? inner.id : id;
        failed |= inner.failed;
      } else if (name.equals("id") && value == JsonToken.VALUE_STRING) {
        id = parser.getText();
      } else if (top && name.equals("error")) {
        failed |= value != JsonToken.VALUE_NULL;
      } else if (top && name.equals("status") && value == JsonToken.VALUE_STRING) {
        failed |= !WHOLE.contains(parser.getText());
      }
      parser.skipChildren();
    }
    return new FirstValue(id, failed);
  }
}
