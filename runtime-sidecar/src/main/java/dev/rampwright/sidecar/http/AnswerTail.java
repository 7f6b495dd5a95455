package dev.rampwright.sidecar.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last bytes of an answer, kept as the buffers that they went by in: nothing is copied. */
final class AnswerTail {
  /** Where answers tell of tokens. */
  private static final int LENGTH = 2_048;

  private final Deque<Buffer> last = new ArrayDeque<>(4);
  private int length;

  /** These bytes go by; they do not change any more. */
  void accept(Buffer bytes) {
    if (bytes.length() == 0) {
      return;
    }
    last.addLast(bytes);
    length += bytes.length();
    while (length - last.getFirst().length() >= LENGTH) {
      length -= last.removeFirst().length();
    }
  }

  /** Byte for byte a character. */
  String text() {
    Buffer all = Buffer.buffer(length);
    last.forEach(all::appendBuffer);
    return all.getString(Math.max(0, length - LENGTH), length, ISO_8859_1.name());
  }
}
