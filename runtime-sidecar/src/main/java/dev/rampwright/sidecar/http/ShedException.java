package dev.rampwright.sidecar.http;

/** All slots of the engine are in use, and no further request may wait. */
final class ShedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int retryAfterSeconds;

  /** Without a stack: under load there are many of them, and they say nothing of a fault. */
  ShedException(int retryAfterSeconds) {
    super("all slots and all places in the queue are taken", null, false, false);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
