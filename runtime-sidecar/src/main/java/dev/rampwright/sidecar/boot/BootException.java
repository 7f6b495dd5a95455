package dev.rampwright.sidecar.boot;

/** What it was given does not let the sidecar start; the message says what to change. */
public final class BootException extends Exception {
  private static final long serialVersionUID = 1L;

  BootException(String message) {
    super(message);
  }

  BootException(String message, Throwable cause) {
    super(message, cause);
  }
}
