package dev.rampwright.sidecar.cache.policy;

import java.util.ArrayList;
import java.util.List;

/** Where something stands in an answer's bytes. */
final class Places {
  private Places() {}

  /** The offset of each occurrence, in their order. */
  static List<Integer> of(byte[] text, byte[] body) {
    List<Integer> found = new ArrayList<>();
    for (int at = 0; at <= body.length - text.length; at++) {
      if (body[at] == text[0] && matches(body, at, text)) {
        found.add(at);
      }
    }
    return found;
  }

  private static boolean matches(byte[] body, int at, byte[] text) {
    for (int i = 1; i < text.length; i++) {
      if (body[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** The first offset from there on without a space, which may be the body's length. */
  static int afterSpaces(byte[] body, int from) {
    int at = from;
    while (at < body.length && body[at] == ' ') {
      at++;
    }
    return at;
  }
}
