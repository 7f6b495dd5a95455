package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.AnswerKeeper;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.CachePolicy;
import java.io.ByteArrayOutputStream;

/** Keeps a copy of an answer that goes by, and stores it if it ends well and is not too long. */
final class Recorder {
  private final AnswerKeeper keeper;
  private final CacheKey key;
  private final int status;
  private final String contentType;
  private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
  private boolean tooLong;

  Recorder(AnswerKeeper keeper, CacheKey key, int status, String contentType) {
    this.keeper = keeper;
    this.key = key;
    this.status = status;
    this.contentType = contentType;
  }

  void accept(byte[] chunk) {
    tooLong |= copy.size() + chunk.length > CachePolicy.MAX_BYTES;
    if (tooLong) {
      copy.reset();
    } else {
      copy.writeBytes(chunk);
    }
  }

  /** The answer ended complete and without an error. */
  void complete() {
    if (!tooLong) {
      keeper.keep(key, status, contentType, copy.toByteArray());
    }
  }
}
