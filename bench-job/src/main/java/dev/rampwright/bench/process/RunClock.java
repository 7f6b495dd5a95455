package dev.rampwright.bench.process;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The times that a run lives by.
 *
 * @param wall for people
 * @param nanoTime for measuring
 * @param waitNanos waits about that long; may return early
 */
public record RunClock(InstantSource wall, LongSupplier nanoTime, LongConsumer waitNanos) {
  private static final Duration SLICE = Duration.ofMillis(100);

  /** The machine's. */
  public static RunClock system() {
    return new RunClock(InstantSource.system(), System::nanoTime, LockSupport::parkNanos);
  }

  /** Now, in nanoseconds of the measuring clock. */
  public long now() {
    return nanoTime.getAsLong();
  }

  /**
   * Waits until a time of the measuring clock, or until {@code stop}.
   *
   * @return whether the time has come
   */
  public boolean waitUntil(long time, BooleanSupplier stop) {
    while (!stop.getAsBoolean()) {
      long remaining = time - now();
      if (remaining <= 0) {
        return true;
      }
      waitNanos.accept(Math.min(remaining, SLICE.toNanos()));
    }
    return false;
  }
}
