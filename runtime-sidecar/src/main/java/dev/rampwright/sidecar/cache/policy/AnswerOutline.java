package dev.rampwright.sidecar.cache.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of itself: where its id stands and its times, all of which a replay gets
 * anew, and whether it tells of a failure though its status does not. Found once, when the answer
 * is kept, by looking at its first JSON value and then for the id in all others of a stream.
 */
public final class AnswerOutline {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<byte[]> TIMES =
      List.of(ascii("\"created\":"), ascii("\"created_at\":"), ascii("\"completed_at\":"));
  private static final Set<String> ENVELOPES = Set.of("message", "response");
  private static final Set<String> WHOLE = Set.of("completed", "incomplete");
  private static final int SECONDS_DIGITS = 10;

  /** A shorter one is not random, so that another would not be unique either. */
  private static final int MIN_RANDOM_CHARACTERS = 16;

  /** Of an answer that says nothing of itself. */
  public static final AnswerOutline NONE = new AnswerOutline(true, "", new int[0], new int[0], 0);

  private final boolean keepable;
  private final String idEnd;
  private final int[] idEnds;
  private final int[] times;
  private final long firstTime;

  private AnswerOutline(boolean keepable, String idEnd, int[] idEnds, int[] times, long firstTime) {
    this.keepable = keepable;
    this.idEnd = idEnd;
    this.idEnds = idEnds;
    this.times = times;
    this.firstTime = firstTime;
  }

  /** Takes bytes that replace as many of the answer's. */
  public interface Patch {
    /** From that offset on. */
    void at(int offset, byte[] bytes);
  }

  /** Looks at a whole answer, a stream of events or not. */
  public static AnswerOutline of(String contentType, byte[] body) {
    boolean json = contentType.startsWith("application/json");
    int begin = json ? 0 : firstEvent(body);
    @Nullable String id = null;
    boolean keepable = true;
    if (begin >= 0) {
      try {
        FirstValue first = FirstValue.read(body, begin);
        id = first.id();
        keepable = !json || !first.failed();
      } catch (IOException e) {
        keepable = !json;
      }
    }
    int[] times = times(body);
    String end = id == null ? "" : randomEnd(id);
    return new AnswerOutline(
        keepable,
        end,
        end.isEmpty() ? new int[0] : ends(body, String.valueOf(id), end),
        times,
        times.length == 0 ? 0 : seconds(body, times[0]));
  }

  /**
   * Whether the answer may be kept: JSON that can be read and tells of no error.
   *
   * @return true for a stream, which is judged while it goes by
   */
  public boolean isKeepable() {
    return keepable;
  }

  /** Bytes that this takes in memory, about. */
  public int weight() {
    return 64 + 4 * (idEnds.length + times.length);
  }

  /**
   * Says what to write over a copy of the answer so that it becomes one of its own.
   *
   * @param body the answer, which is only read
   * @param nowSeconds since 1970; the answer's first time becomes this, and its others keep their
   *     distance from it
   */
  public void renew(byte[] body, long nowSeconds, RandomGenerator random, Patch patch) {
    if (idEnds.length > 0) {
      byte[] renewed = renewed(idEnd, random);
      for (int offset : idEnds) {
        patch.at(offset, renewed);
      }
    }
    for (int offset : times) {
      long time = nowSeconds + seconds(body, offset) - firstTime;
      patch.at(offset, ascii(Long.toString(time)));
    }
  }

  /** The same form with other digits; what was hexadecimal stays so. */
  private static byte[] renewed(String end, RandomGenerator random) {
    byte[] renewed = ascii(end);
    for (int i = 0; i < renewed.length; i++) {
      if (isDigitOrLetter(renewed[i])) {
        renewed[i] = (byte) Character.forDigit(random.nextInt(16), 16);
      }
    }
    return renewed;
  }

  /** What follows the id's kind ({@code chatcmpl-}, {@code resp_}); empty if it is not random. */
  private static String randomEnd(String id) {
    int dash = id.indexOf('-');
    int line = id.indexOf('_');
    int kind = dash < 0 ? line : line < 0 ? dash : Math.min(dash, line);
    String end = id.substring(kind + 1);
    boolean plain = id.matches("[A-Za-z0-9_.:-]+");
    long random = end.chars().filter(c -> isDigitOrLetter((byte) c)).count();
    return plain && random >= MIN_RANDOM_CHARACTERS ? end : "";
  }

  private static boolean isDigitOrLetter(byte c) {
    return Character.isLetterOrDigit(c);
  }

  private static int[] ends(byte[] body, String id, String end) {
    byte[] quoted = ascii("\"" + id + "\"");
    int toEnd = 1 + id.length() - end.length();
    return offsets(body, quoted).stream().mapToInt(at -> at + toEnd).toArray();
  }

  /** Where the seconds of creation and completion begin. */
  private static int[] times(byte[] body) {
    List<Integer> found = new ArrayList<>();
    for (byte[] name : TIMES) {
      for (int at : offsets(body, name)) {
        int value = at + name.length;
        while (value < body.length && body[value] == ' ') {
          value++;
        }
        // After a backslash it is not a name but part of a text.
        if ((at == 0 || body[at - 1] != '\\') && isSeconds(body, value)) {
          found.add(value);
        }
      }
    }
    return found.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static boolean isSeconds(byte[] body, int from) {
    int end = from;
    while (end < body.length && body[end] >= '0' && body[end] <= '9') {
      end++;
    }
    boolean whole = end < body.length && body[end] != '.' && body[end] != 'e' && body[end] != 'E';
    return end - from == SECONDS_DIGITS && whole;
  }

  private static long seconds(byte[] body, int from) {
    return Long.parseLong(new String(body, from, SECONDS_DIGITS, US_ASCII));
  }

  private static int firstEvent(byte[] body) {
    byte[] name = ascii("data:");
    for (int at : offsets(body, name)) {
      int value = at + name.length;
      while (value < body.length && body[value] == ' ') {
        value++;
      }
      if (value < body.length && body[value] == '{') {
        return value;
      }
    }
    return -1;
  }

  private static List<Integer> offsets(byte[] body, byte[] of) {
    List<Integer> found = new ArrayList<>();
    for (int at = 0; at <= body.length - of.length; at++) {
      if (body[at] == of[0] && matches(body, at, of)) {
        found.add(at);
      }
    }
    return found;
  }

  private static boolean matches(byte[] body, int at, byte[] of) {
    for (int i = 1; i < of.length; i++) {
      if (body[at + i] != of[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /**
   * An answer's first JSON value.
   *
   * @param id at its top, or at that of the message or response that it is about
   * @param failed whether it is an error, or a response that was not completed
   */
  private record FirstValue(@Nullable String id, boolean failed) {
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
}
