package dev.rampwright.sidecar.http;

/**
 * Watches the bytes of a server-sent event stream go by, in chunks cut anywhere, for its terminal
 * event and for an error told in the stream.
 */
final class StreamScanner {
  private static final int LONGEST_MARK = 48;

  private final TerminalEvent terminalEvent;
  private final StringBuilder line = new StringBuilder(LONGEST_MARK);
  private boolean terminated;
  private boolean failed;

  StreamScanner(TerminalEvent terminalEvent) {
    this.terminalEvent = terminalEvent;
  }

  void accept(byte[] chunk) {
    for (byte b : chunk) {
      if (b == '\n' || b == '\r') {
        endLine();
      } else if (b != ' ' && line.length() < LONGEST_MARK) {
        line.append((char) (b & 0xff));
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
      failed |= seen.startsWith("data:{\"error\":") || seen.startsWith("error:{");
      line.setLength(0);
    }
  }
}
