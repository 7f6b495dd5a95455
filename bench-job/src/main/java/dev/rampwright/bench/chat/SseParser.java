package dev.rampwright.bench.chat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An incremental parser of {@code text/event-stream} (WHATWG HTML, section 9.2.6) that takes the
 * stream in pieces cut anywhere, and hands on the data of each event.
 *
 * <p>Lines end with CR, LF or both; comments and all fields but {@code data} are skipped; an event
 * whose blank line never came is not handed on. Bytes are decoded a whole line at a time, so a cut
 * inside a UTF-8 sequence does no harm.
 */
public final class SseParser {
  /** Longest line; a longer one is no chat chunk but a broken or hostile server. */
  static final int MAX_LINE_BYTES = 4 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Consumer<String> events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
  private @Nullable StringBuilder data;
  private boolean afterCarriageReturn;
  private boolean firstLine = true;

  /** A parser that hands the data of each event to {@code events}. */
  public SseParser(Consumer<String> events) {
    this.events = events;
  }

  /**
   * Takes the next piece of the stream.
   *
   * @throws IllegalArgumentException if a line is longer than 4 MiB
   */
  public void feed(byte[] piece) {
    int lineStart = 0;
    for (int i = 0; i < piece.length; i++) {
      byte b = piece[i];
      if (b == '\n' && afterCarriageReturn) {
        afterCarriageReturn = false;
        lineStart = i + 1;
      } else if (b == '\n' || b == '\r') {
        append(piece, lineStart, i);
        endLine();
        afterCarriageReturn = b == '\r';
        lineStart = i + 1;
      } else {
        afterCarriageReturn = false;
      }
    }
    append(piece, lineStart, piece.length);
  }

  private void append(byte[] piece, int from, int to) {
    if (line.size() + (to - from) > MAX_LINE_BYTES) {
      throw new IllegalArgumentException("event line longer than " + MAX_LINE_BYTES + " bytes");
    }
    line.write(piece, from, to - from);
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (firstLine) {
      firstLine = false;
      text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
    if (text.isEmpty()) {
      dispatch();
    } else {
      field(text);
    }
  }

  private void field(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    if (!name.equals("data")) {
      return;
    }
    String value = colon < 0 ? "" : text.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    data = data == null ? new StringBuilder(value) : data.append('\n').append(value);
  }

  private void dispatch() {
    if (data != null) {
      String event = data.toString();
      data = null;
      events.accept(event);
    }
  }
}
