package dev.rampwright.bench.spec;

/** A spec that cannot be run; the message says what to change. */
public final class InvalidSpecException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidSpecException(String message) {
    super(message);
  }

  public InvalidSpecException(String message, Throwable cause) {
    super(message, cause);
  }
}
