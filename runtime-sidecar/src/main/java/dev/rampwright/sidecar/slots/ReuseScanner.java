package dev.rampwright.sidecar.slots;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads at the end of an answer how many tokens of the prompt the engine did not compute. Texts
 * that the model made cannot say it: in them quotes are escaped.
 */
public final class ReuseScanner {
  private static final int TAIL = 4_096;
  private static final Pattern REUSED =
      Pattern.compile("\"(?:cache_n|cached_tokens)\"\\s*:\\s*(\\d{1,9})");

  private byte[] tail = new byte[0];

  /** The next bytes of the answer. */
  public void accept(byte[] chunk) {
    if (chunk.length >= TAIL) {
      tail = Arrays.copyOfRange(chunk, chunk.length - TAIL, chunk.length);
      return;
    }
    int kept = Math.min(tail.length, TAIL - chunk.length);
    byte[] next = new byte[kept + chunk.length];
    System.arraycopy(tail, tail.length - kept, next, 0, kept);
    System.arraycopy(chunk, 0, next, kept, chunk.length);
    tail = next;
  }

  /** What was said last; empty: nothing. */
  public OptionalLong reused() {
    Matcher matcher = REUSED.matcher(new String(tail, ISO_8859_1));
    OptionalLong last = OptionalLong.empty();
    while (matcher.find()) {
      last = OptionalLong.of(Long.parseLong(matcher.group(1)));
    }
    return last;
  }
}
