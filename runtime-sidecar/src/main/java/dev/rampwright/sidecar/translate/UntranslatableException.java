package dev.rampwright.sidecar.translate;

/**
 * A request asks for what chat has no words for; the message says what, and nothing of a prompt.
 */
public final class UntranslatableException extends Exception {
  private static final long serialVersionUID = 1L;

  UntranslatableException(String message) {
    super(message);
  }
}
