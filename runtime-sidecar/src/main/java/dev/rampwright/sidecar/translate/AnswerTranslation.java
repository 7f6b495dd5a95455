package dev.rampwright.sidecar.translate;

/** Says one answer in other words while it comes. */
public sealed interface AnswerTranslation permits WholeAnswer, ChatStream {
  /** Takes a piece, cut anywhere, and gives what can be said by now. */
  byte[] accept(byte[] chunk);

  /** Nothing more comes; gives the rest. */
  byte[] end();

  /** The header of what is given. */
  String contentType();

  /**
   * For an answer of chat.
   *
   * @param status HTTP status
   * @param contentType header
   * @param requestId for an error
   */
  static AnswerTranslation ofChat(int status, String contentType, String requestId) {
    return status / 100 == 2 && contentType.startsWith("text/event-stream")
        ? new ChatStream()
        : new WholeAnswer(status, requestId);
  }
}
