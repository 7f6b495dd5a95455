package dev.rampwright.operator.benchmarkrun.spec;

/** A benchmark that cannot be run as written; the message says what to write. */
public final class InvalidBenchmarkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidBenchmarkException(String message) {
    super(message);
  }

  public InvalidBenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
