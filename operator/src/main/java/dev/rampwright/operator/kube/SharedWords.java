package dev.rampwright.operator.kube;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Reads strings as the platform's own deserializer does, but gives the same one for equal short
 * words that come again: names, kinds, reasons, labels. It forgets by overwriting, so what does not
 * come again costs nothing; at most {@value #SLOTS} words are held.
 */
final class SharedWords extends StdScalarDeserializer<String> {
  private static final long serialVersionUID = 1;

  /** A power of two. */
  private static final int SLOTS = 4096;

  private static final int LONGEST = 64;

  private final transient AtomicReferenceArray<String> words = new AtomicReferenceArray<>(SLOTS);

  SharedWords() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    return shared(StringDeserializer.instance.deserialize(parser, context));
  }

  private String shared(String word) {
    if (word == null || word.length() > LONGEST) {
      return word;
    }
    int hash = word.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    String known = words.getPlain(slot);
    if (word.equals(known)) {
      return known;
    }
    words.setPlain(slot, word);
    return word;
  }
}
