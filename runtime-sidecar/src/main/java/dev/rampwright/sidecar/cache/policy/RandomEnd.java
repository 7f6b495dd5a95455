package dev.rampwright.sidecar.cache.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.random.RandomGenerator;

/** What follows an id's kind ({@code chatcmpl-}, {@code resp_}), and is made anew for a replay. */
final class RandomEnd {
  /** A shorter one is not random, so that another would not be unique either. */
  private static final int MIN_RANDOM_CHARACTERS = 16;

  private RandomEnd() {}

  /** Empty if it is not random. */
  static String of(String id) {
    int dash = id.indexOf('-');
    int line = id.indexOf('_');
    int kind = dash < 0 ? line : line < 0 ? dash : Math.min(dash, line);
    String end = id.substring(kind + 1);
    boolean plain = id.matches("[A-Za-z0-9_.:-]+");
    long random = end.chars().filter(c -> isDigitOrLetter((byte) c)).count();
    return plain && random >= MIN_RANDOM_CHARACTERS ? end : "";
  }

  /** Where it begins, wherever the id stands in quotes. */
  static int[] places(byte[] body, String id, String end) {
    byte[] quoted = ("\"" + id + "\"").getBytes(US_ASCII);
    int toEnd = 1 + id.length() - end.length();
    return Places.of(quoted, body).stream().mapToInt(at -> at + toEnd).toArray();
  }

  /** The same form with other digits; what was hexadecimal stays so. */
  static byte[] renewed(String end, RandomGenerator random) {
    byte[] renewed = end.getBytes(US_ASCII);
    for (int i = 0; i < renewed.length; i++) {
      if (isDigitOrLetter(renewed[i])) {
        renewed[i] = (byte) Character.forDigit(random.nextInt(16), 16);
      }
    }
    return renewed;
  }

  private static boolean isDigitOrLetter(byte c) {
    return Character.isLetterOrDigit(c);
  }
}
