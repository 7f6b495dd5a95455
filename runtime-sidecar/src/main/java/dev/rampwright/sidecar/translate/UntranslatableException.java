package dev.rampwright.sidecar.translate;

/** A request asks for what the engine has no words for; the message says what, and no prompt. */
public final class UntranslatableException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final int status;

  private UntranslatableException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** What it asks for cannot be said. */
  UntranslatableException(String message) {
    this(BAD_REQUEST, message);
  }

  /** The whole call is one that the engine lacks. */
  public static UntranslatableException missing(String message) {
    return new UntranslatableException(NOT_FOUND, message);
  }

  /** HTTP status that tells it. */
  public int status() {
    return status;
  }
}
