package dev.rampwright.bench.load;

import dev.rampwright.bench.chat.ChatChunk;
import java.io.ByteArrayOutputStream;

/** The body of an answer that is not 2xx; its beginning is kept for the person who must mend it. */
final class ErrorBody implements Body {
  private static final int KEPT_BYTES = 4096;

  private final int status;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ErrorBody(int status) {
    this.status = status;
  }

  @Override
  public BodyState take(byte[] piece, long nanos) {
    bytes.write(piece, 0, Math.min(piece.length, KEPT_BYTES - bytes.size()));
    return new BodyState.Open();
  }

  @Override
  public BodyState end(long nanos) {
    return new BodyState.Broken("HTTP " + status, ChatChunk.errorIn(bytes.toByteArray()));
  }
}
