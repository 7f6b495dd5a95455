package dev.rampwright.operator.settings;

/** Environment variables that are missing or wrong; the message names all of them. */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSettingsException(String message) {
    super(message);
  }
}
