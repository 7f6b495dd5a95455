package dev.rampwright.contracts;

/** A message from another process that does not have the shape of its contract. */
public final class InvalidContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidContractException(String message) {
    super(message);
  }

  public InvalidContractException(String message, Throwable cause) {
    super(message, cause);
  }
}
