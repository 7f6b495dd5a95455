package dev.rampwright.bench.load;

import dev.rampwright.bench.chat.ChatChunk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** An answer in one piece. */
final class WholeBody implements Body {
  private static final int MAX_BYTES = 16 << 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public BodyState take(byte[] piece, long nanos) {
    if (bytes.size() + piece.length > MAX_BYTES) {
      return new BodyState.Broken("answer too long", "more than " + MAX_BYTES + " bytes");
    }
    bytes.writeBytes(piece);
    return new BodyState.Open();
  }

  @Override
  public BodyState end(long nanos) {
    ChatChunk answer;
    try {
      answer = ChatChunk.read(bytes.toString(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return new BodyState.Broken("malformed answer", String.valueOf(e.getMessage()));
    }
    if (answer.error() != null) {
      return new BodyState.Broken("error in answer", answer.error());
    }
    if (!answer.content()) {
      return new BodyState.Broken("empty answer", "no choice has content");
    }
    Long tokens = answer.completionTokens();
    return new BodyState.Complete(nanos, nanos, tokens == null ? 0 : tokens, tokens != null);
  }
}
