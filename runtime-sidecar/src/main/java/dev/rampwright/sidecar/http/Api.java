package dev.rampwright.sidecar.http;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The calls that make the engine infer: these are split, judged and counted. */
public enum Api {
  CHAT_COMPLETIONS("/v1/chat/completions", TerminalEvent.DONE),
  COMPLETIONS("/v1/completions", TerminalEvent.DONE),
  EMBEDDINGS("/v1/embeddings", null),
  RESPONSES("/v1/responses", TerminalEvent.RESPONSE_COMPLETED),
  MESSAGES("/v1/messages", TerminalEvent.MESSAGE_STOP);

  private static final Map<String, Api> BY_PATH =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Api::path, Function.identity()));

  private final String path;
  private final @Nullable TerminalEvent terminalEvent;

  Api(String path, @Nullable TerminalEvent terminalEvent) {
    this.path = path;
    this.terminalEvent = terminalEvent;
  }

  static Optional<Api> of(String path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }

  String path() {
    return path;
  }

  /** With what a complete stream ends; absent where nothing is streamed. */
  Optional<TerminalEvent> terminalEvent() {
    return Optional.ofNullable(terminalEvent);
  }

  /** Names in a streamed event's JSON whose text the model made. */
  Set<String> contentNames() {
    return switch (this) {
      case CHAT_COMPLETIONS ->
          Set.of("content", "reasoning_content", "reasoning", "refusal", "arguments");
      case COMPLETIONS -> Set.of("text");
      case EMBEDDINGS -> Set.of();
      case RESPONSES -> Set.of("delta");
      case MESSAGES -> Set.of("text", "thinking", "partial_json");
    };
  }
}
