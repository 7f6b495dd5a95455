package dev.rampwright.bench.report;

import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.process.StopSignal;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long and how often the last report is tried: pauses double from 0.5 to 16 s, for 2 min, or
 * for 8 s once the process was asked to end.
 */
public final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);
  private static final Duration TOTAL = Duration.ofMinutes(2);
  private static final Duration AFTER_STOP = Duration.ofSeconds(8);

  private final RunClock clock;
  private final StopSignal stop;

  /** Patience on a clock. */
  public Patience(RunClock clock, StopSignal stop) {
    this.clock = clock;
    this.stop = stop;
  }

  /** Tries until it succeeds or the patience ends; says whether it succeeded. */
  public boolean until(BooleanSupplier attempt) {
    long end = clock.now() + TOTAL.toNanos();
    boolean hurried = false;
    Duration pause = FIRST_PAUSE;
    while (!attempt.getAsBoolean()) {
      if (!hurried && stop.requested()) {
        hurried = true;
        pause = FIRST_PAUSE;
        end = Math.min(end, clock.now() + AFTER_STOP.toNanos());
      }
      long next = clock.now() + pause.toNanos();
      if (next > end) {
        return false;
      }
      boolean calm = !hurried;
      clock.waitUntil(next, () -> calm && stop.requested());
      pause = hurried ? FIRST_PAUSE : longer(pause);
    }
    return true;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }
}
