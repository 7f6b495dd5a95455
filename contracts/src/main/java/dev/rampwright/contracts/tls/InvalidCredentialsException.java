package dev.rampwright.contracts.tls;

/** Key, certificate or authorities that cannot be used; the message says which and why. */
public final class InvalidCredentialsException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidCredentialsException(String message) {
    super(message);
  }

  public InvalidCredentialsException(String message, Throwable cause) {
    super(message, cause);
  }
}
