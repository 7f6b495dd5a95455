package dev.rampwright.sidecar.slots.policy;

import java.util.Set;

/**
 * What of the engine's calls uses a slot, and whether it can be told which. Seen with llama.cpp
 * b11669: {@code /v1/messages} ignores {@code id_slot} and even {@code cache_prompt}.
 */
public enum Pinning {
  /** Takes {@code id_slot} in its body. */
  PINNED,
  /** Takes whatever slot the engine likes. */
  FREE,
  /** Needs no slot. */
  NONE;

  private static final Set<String> TAKE_A_SLOT =
      Set.of("/v1/chat/completions", "/v1/completions", "/v1/responses", "/completion");
  private static final Set<String> COUNT_ONLY =
      Set.of(
          "/tokenize",
          "/detokenize",
          "/v1/chat/completions/input_tokens",
          "/v1/responses/input_tokens",
          "/v1/messages/count_tokens");

  /** Looks a call up; what is not known here may use any slot. */
  public static Pinning of(String method, String path) {
    if (!method.equals("POST") || COUNT_ONLY.contains(path)) {
      return NONE;
    }
    return TAKE_A_SLOT.contains(path) ? PINNED : FREE;
  }
}
