package dev.rampwright.sidecar.cache;

/**
 * An answer as it was sent, stream or not.
 *
 * @param status HTTP status
 * @param contentType the header as the engine gave it
 * @param body all bytes; not copied, nobody may write to it
 * @param createdMillis since 1970, when it was kept
 * @param expiresMillis since 1970, after which it is not replayed
 */
@SuppressWarnings("ArrayRecordComponent") // Up to 1 MiB that is only ever written to a socket.
public record CachedAnswer(
    int status, String contentType, byte[] body, long createdMillis, long expiresMillis) {
  /** Bytes that it takes in memory, about. */
  int weight() {
    return body.length + 2 * contentType.length() + 256;
  }

  boolean isFreshAt(long nowMillis) {
    return nowMillis < expiresMillis;
  }
}
