package dev.rampwright.sidecar.http;

/**
 * With what a complete stream ends. A line is compared without its blanks, and by its beginning
 * only, because servers differ in blanks and in what follows the type.
 */
enum TerminalEvent {
  DONE,
  MESSAGE_STOP,
  RESPONSE_COMPLETED;

  boolean isBeginOf(String line) {
    return switch (this) {
      case DONE -> line.startsWith("data:[DONE]");
      case MESSAGE_STOP -> isOfType(line, "message_stop");
      case RESPONSE_COMPLETED ->
          isOfType(line, "response.completed") || isOfType(line, "response.incomplete");
    };
  }

  private static boolean isOfType(String line, String type) {
    return line.equals("event:" + type) || line.startsWith("data:{\"type\":\"" + type + "\"");
  }
}
