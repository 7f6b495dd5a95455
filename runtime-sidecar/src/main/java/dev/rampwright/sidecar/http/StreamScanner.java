package dev.rampwright.sidecar.http;

import java.util.Set;

/**
 * Watches the bytes of a server-sent event stream go by, in chunks cut anywhere, for its content,
 * its terminal event and for an error told in the stream.
 */
final class StreamScanner {
  private static final int LONGEST_MARK = 48;

  /** How the APIs tell in a stream that it failed, without blanks. */
  private static final Set<String> FAILURES =
      Set.of(
          "data:{\"error\":",
          "error:{",
          "event:error",
          "data:{\"type\":\"error\"",
          "event:response.failed",
          "data:{\"type\":\"response.failed\"");

  private final TerminalEvent terminalEvent;
  private final ContentScanner content;
  private final Pace pace;
  private final StringBuilder line = new StringBuilder(LONGEST_MARK);
  private boolean terminated;
  private boolean failed;

  /**
   * Begins before the stream.
   *
   * @param contentNames what the API calls that which the model makes
   * @param pace told of each event with content
   */
  StreamScanner(TerminalEvent terminalEvent, Set<String> contentNames, Pace pace) {
    this.terminalEvent = terminalEvent;
    this.content = new ContentScanner(contentNames);
    this.pace = pace;
  }

  void accept(byte[] chunk) {
    for (byte b : chunk) {
      if (b == '\n' || b == '\r') {
        endLine();
      } else {
        content.accept(b);
        if (b != ' ' && line.length() < LONGEST_MARK) {
          line.append((char) (b & 0xff));
        }
      }
    }
  }

  /** Whether the stream is complete; a last line need not be ended. */
  boolean isTerminated() {
    return terminated || terminalEvent.isBeginOf(line.toString());
  }

  /** Whether an event told of an error. */
  boolean hasFailed() {
    return failed;
  }

  private void endLine() {
    if (!line.isEmpty()) {
      String seen = line.toString();
      terminated |= terminalEvent.isBeginOf(seen);
      if (content.endEvent() && seen.startsWith("data:")) {
        pace.content();
      }
      failed |= FAILURES.stream().anyMatch(seen::startsWith);
      line.setLength(0);
    }
  }
}
