package dev.rampwright.contracts.tls;

/** Key, certificate or authorities that cannot be used; the message says which and why. */
public final class InvalidCredentialsException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidCredentialsException(String message) {
    super(message);
  }

  InvalidCredentialsException(String message, Throwable cause) {
    super(message, cause);
  }
}
