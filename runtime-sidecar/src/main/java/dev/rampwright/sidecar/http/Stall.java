package dev.rampwright.sidecar.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long an answer has been waiting for a client to read on: who takes nothing at all must not
 * keep a slot of the engine until the deadline. Lives on the event loop.
 */
final class Stall {
  private final LongSupplier nanos;
  private final long longestNanos;
  private long sinceNanos;

  Stall(LongSupplier nanos, Duration longest) {
    this.nanos = nanos;
    this.longestNanos = longest.toNanos();
  }

  /** The client takes nothing from here on. */
  void begin() {
    sinceNanos = nanos.getAsLong();
  }

  /** Whether it has taken nothing for too long. */
  boolean isOver() {
    return nanos.getAsLong() - sinceNanos >= longestNanos;
  }
}
