package dev.rampwright.sidecar.observe;

import java.util.Set;

/**
 * Whether the engine answers Anthropic's messages itself, since it was last seen to come up. Asked
 * once then, with a request that no engine takes for a prompt. Lives on the event loop.
 */
final class EngineApis {
  static final String MESSAGES = "/v1/messages";

  /** Too little for a request: an engine that knows the API says so, and infers nothing. */
  static final String NO_REQUEST = "{}";

  private static final Set<Integer> UNKNOWN_CALL = Set.of(404, 405, 501);

  private boolean messages = true;
  private boolean due = true;

  /** True before it was asked. */
  boolean knowsMessages() {
    return messages;
  }

  boolean isDue() {
    return due;
  }

  void engineWentAway() {
    due = true;
  }

  /** The engine's answer. */
  void told(int status) {
    due = false;
    messages = !UNKNOWN_CALL.contains(status);
  }
}
