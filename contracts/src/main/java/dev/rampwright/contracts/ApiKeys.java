package dev.rampwright.contracts;

import java.util.Optional;

/** What a client can send as {@code Authorization: Bearer}. */
public final class ApiKeys {
  private ApiKeys() {}

  /**
   * The key in a file or a Secret's value, without the white space around it (a file often ends
   * with a line feed).
   *
   * @return empty if nothing is left, or anything but visible ASCII is in it: a header's value
   *     could not carry it (RFC 9110, 5.5, and RFC 6750, 2.1)
   */
  public static Optional<String> read(String text) {
    String key = text.strip();
    return Optional.of(key).filter(it -> !it.isEmpty() && it.chars().allMatch(ApiKeys::isVisible));
  }

  private static boolean isVisible(int character) {
    return character > ' ' && character <= '~';
  }
}
