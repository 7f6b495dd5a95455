package dev.rampwright.sidecar.observe;

import dev.rampwright.sidecar.translate.Counting;
import dev.rampwright.sidecar.translate.TokenCounting;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of Anthropic's messages the engine answers itself, and how else it counts their tokens,
 * since it was last seen to come up. Asked once then, one question after the other, with requests
 * for which no engine infers. Lives on the event loop.
 */
final class EngineApis {
  /** Too little for a request: an engine that knows the API says so, and infers nothing. */
  private static final String NO_REQUEST = "{}";

  /** Enough for a count. */
  private static final String SHORT_CHAT = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}";

  private static final Set<Integer> UNKNOWN_CALL = Set.of(404, 405, 501);

  private boolean messages = true;
  private Counting counting = new Counting.AsItIs();
  private @Nullable Question next = Question.MESSAGES;

  /** What it is asked, in this order, until it is known how it counts. */
  enum Question {
    MESSAGES("/v1/messages", NO_REQUEST),
    COUNT("/v1/messages/count_tokens", NO_REQUEST),
    INPUT_TOKENS(TokenCounting.INPUT_TOKENS.path(), SHORT_CHAT),
    TOKENIZE(TokenCounting.TOKENIZE.path(), SHORT_CHAT);

    private final String path;
    private final String body;

    Question(String path, String body) {
      this.path = path;
      this.body = body;
    }

    String path() {
      return path;
    }

    String body() {
      return body;
    }

    /** Whether the answer's head says it all: whether it ever ends is the engine's own affair. */
    boolean needsOnlyTheHead() {
      return body.equals(NO_REQUEST);
    }

    private Optional<Counting> found(int status, byte[] answer) {
      return switch (this) {
        case MESSAGES -> Optional.empty();
        case COUNT -> isKnown(status) ? Optional.of(new Counting.AsItIs()) : Optional.empty();
        case INPUT_TOKENS, TOKENIZE ->
            TokenCounting.at(path)
                .filter(call -> status == 200 && call.isAnsweredBy(answer))
                .map(Counting.By::new);
      };
    }

    private @Nullable Question following() {
      return switch (this) {
        case MESSAGES -> COUNT;
        case COUNT -> INPUT_TOKENS;
        case INPUT_TOKENS -> TOKENIZE;
        case TOKENIZE -> null;
      };
    }
  }

  /** Whether it answers messages; true before it was asked. */
  boolean knowsMessages() {
    return messages;
  }

  /** How it counts; as it is asked before that is known. */
  Counting counting() {
    return counting;
  }

  /** What it is to be asked now; empty if all is known. */
  Optional<Question> next() {
    return Optional.ofNullable(next);
  }

  void engineWentAway() {
    next = Question.MESSAGES;
  }

  /**
   * The engine's answer.
   *
   * @param answer its body, where the head says too little
   */
  void told(Question question, int status, byte[] answer) {
    if (question == Question.MESSAGES) {
      messages = isKnown(status);
    }
    Optional<Counting> found = question.found(status, answer);
    next = found.isPresent() ? null : question.following();
    if (next == null) {
      counting = found.orElse(new Counting.Never());
    }
  }

  private static boolean isKnown(int status) {
    return !UNKNOWN_CALL.contains(status);
  }
}
