package dev.rampwright.sidecar.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

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
        : new WholeAnswer(status, requestId, ChatAnswer::toMessage);
  }

  /**
   * For an answer that counts.
   *
   * @param call that was made
   * @param status HTTP status
   * @param requestId for an error
   */
  static AnswerTranslation ofCount(TokenCounting call, int status, String requestId) {
    return new WholeAnswer(
        status,
        requestId,
        answer -> {
          JsonNode count = call.count(answer);
          return count.isMissingNode()
              ? count
              : JsonNodeFactory.instance.objectNode().set("input_tokens", count);
        });
  }
}
