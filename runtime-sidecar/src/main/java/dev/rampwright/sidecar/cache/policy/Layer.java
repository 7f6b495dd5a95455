package dev.rampwright.sidecar.cache.policy;

import java.util.Optional;

/** What is remembered: each layer's entries have keys, a time to live and counters of their own. */
public enum Layer {
  /** Whole answers. */
  RESPONSES("responses"),
  /**
   * Token IDs and counts, which follow from the text and the model alone: of llama.cpp and vLLM
   * ({@code /tokenize}), and what counts a chat's tokens without answering it.
   */
  TOKENS("tokens");

  private final String text;

  Layer(String text) {
    this.text = text;
  }

  /** The layer that remembers what is posted to a path; empty: none does. */
  public static Optional<Layer> of(String path) {
    if (ReplayableApi.of(path).isPresent()) {
      return Optional.of(RESPONSES);
    }
    return switch (path) {
      case "/tokenize",
          "/v1/chat/completions/input_tokens",
          "/v1/responses/input_tokens",
          "/v1/messages/count_tokens" ->
          Optional.of(TOKENS);
      default -> Optional.empty();
    };
  }

  /** Its name, which is part of every key. */
  public String text() {
    return text;
  }
}
