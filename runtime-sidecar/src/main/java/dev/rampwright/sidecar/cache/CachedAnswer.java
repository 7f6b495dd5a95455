package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.AnswerOutline;

/**
 * An answer as it was sent, stream or not.
 *
 * @param status HTTP status
 * @param contentType the header as the engine gave it
 * @param body all bytes; not copied, nobody may write to it
 * @param createdMillis since 1970, when it was kept
 * @param expiresMillis since 1970, after which it is not replayed
 * @param outline what it says of itself, which a replay says anew
 */
@SuppressWarnings("ArrayRecordComponent") // Up to 1 MiB that is only ever written to a socket.
public record CachedAnswer(
    int status,
    String contentType,
    byte[] body,
    long createdMillis,
    long expiresMillis,
    AnswerOutline outline) {
  /** Looks at the body for what it says of itself, in time that grows with its length. */
  public CachedAnswer(
      int status, String contentType, byte[] body, long createdMillis, long expiresMillis) {
    this(
        status,
        contentType,
        body,
        createdMillis,
        expiresMillis,
        AnswerOutline.of(contentType, body));
  }

  /** Bytes that it takes in memory, about. */
  int weight() {
    return body.length + 2 * contentType.length() + 256 + outline.weight();
  }

  /** The same; with another body it says nothing of itself. */
  CachedAnswer withBody(byte[] other) {
    return other == body
        ? this
        : new CachedAnswer(
            status, contentType, other, createdMillis, expiresMillis, AnswerOutline.NONE);
  }
}
