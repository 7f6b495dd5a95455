package dev.rampwright.sidecar.cache;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps calls away from a second level that does not answer: open after some failures in a row,
 * then one probe per pause, closed again by the first success. What a client waits for is never the
 * probe. Lives on the event loop.
 */
final class CircuitBreaker {
  private enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  private final int threshold;
  private final long pauseNanos;
  private final LongSupplier nanos;
  private State state = State.CLOSED;
  private int failures;
  private long openedNanos;

  CircuitBreaker(int threshold, Duration pause, LongSupplier nanos) {
    this.threshold = threshold;
    this.pauseNanos = pause.toNanos();
    this.nanos = nanos;
  }

  /** Whether a call may be made; its outcome must be told. */
  boolean permits() {
    return state == State.CLOSED;
  }

  /**
   * Whether a call may be made that finds out whether there is an answer again; its outcome must be
   * told.
   */
  boolean permitsProbe() {
    return switch (state) {
      case CLOSED -> true;
      case HALF_OPEN -> false;
      case OPEN -> {
        boolean probe = nanos.getAsLong() - openedNanos >= pauseNanos;
        if (probe) {
          state = State.HALF_OPEN;
        }
        yield probe;
      }
    };
  }

  void succeeded() {
    state = State.CLOSED;
    failures = 0;
  }

  void failed() {
    failures++;
    if (state == State.HALF_OPEN || failures >= threshold) {
      state = State.OPEN;
      openedNanos = nanos.getAsLong();
    }
  }

  boolean isOpen() {
    return state != State.CLOSED;
  }
}
