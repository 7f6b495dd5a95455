package dev.rampwright.sidecar.cache.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/** The seconds of creation and completion in an answer. */
final class AnswerTimes {
  private static final List<byte[]> NAMES =
      List.of(ascii("\"created\":"), ascii("\"created_at\":"), ascii("\"completed_at\":"));
  private static final int DIGITS = 10;

  private AnswerTimes() {}

  /** Where each begins, in their order. */
  static int[] places(byte[] body) {
    List<Integer> found = new ArrayList<>();
    for (byte[] name : NAMES) {
      for (int at : Places.of(name, body)) {
        int value = Places.afterSpaces(body, at + name.length);
        // After a backslash it is not a name but part of a text.
        if ((at == 0 || body[at - 1] != '\\') && isOne(body, value)) {
          found.add(value);
        }
      }
    }
    return found.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static boolean isOne(byte[] body, int from) {
    int end = from;
    while (end < body.length && body[end] >= '0' && body[end] <= '9') {
      end++;
    }
    boolean whole = end < body.length && body[end] != '.' && body[end] != 'e' && body[end] != 'E';
    return end - from == DIGITS && whole;
  }

  /** What the one at such a place says. */
  static long read(byte[] body, int place) {
    return Long.parseLong(new String(body, place, DIGITS, US_ASCII));
  }

  /** As it stands in an answer. */
  static byte[] write(long seconds) {
    return ascii(Long.toString(seconds));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
