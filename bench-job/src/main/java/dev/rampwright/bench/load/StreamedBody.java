package dev.rampwright.bench.load;

import dev.rampwright.bench.chat.ChatChunk;
import dev.rampwright.bench.chat.SseParser;
import org.jspecify.annotations.Nullable;

/** A streamed answer: complete with {@code [DONE]}, whatever the connection does afterwards. */
final class StreamedBody implements Body {
  private static final String DONE = "[DONE]";

  private final SseParser parser = new SseParser(this::event);
  private BodyState state = new BodyState.Open();
  private long now;
  private long chunks;
  private long first;
  private long last;
  private @Nullable Long tokens;

  @Override
  public BodyState take(byte[] piece, long nanos) {
    now = nanos;
    try {
      parser.feed(piece);
    } catch (IllegalArgumentException e) {
      conclude(new BodyState.Broken("malformed event", String.valueOf(e.getMessage())));
    }
    return state;
  }

  @Override
  public BodyState end(long nanos) {
    conclude(
        new BodyState.Broken(
            "truncated stream", "ended without [DONE] after " + chunks + " chunks with content"));
    return state;
  }

  private void event(String data) {
    if (data.equals(DONE)) {
      conclude(done());
      return;
    }
    ChatChunk chunk = ChatChunk.read(data);
    if (chunk.error() != null) {
      conclude(new BodyState.Broken("error in stream", chunk.error()));
    }
    if (chunk.completionTokens() != null) {
      tokens = chunk.completionTokens();
    }
    if (chunk.content()) {
      first = chunks == 0 ? now : first;
      last = now;
      chunks++;
    }
  }

  private BodyState done() {
    if (chunks == 0) {
      return new BodyState.Broken("empty answer", "the stream ended without content");
    }
    return new BodyState.Complete(first, last, tokens == null ? chunks : tokens, tokens != null);
  }

  private void conclude(BodyState conclusion) {
    if (state instanceof BodyState.Open) {
      state = conclusion;
    }
  }
}
