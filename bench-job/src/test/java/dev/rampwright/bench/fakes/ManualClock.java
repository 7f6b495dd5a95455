package dev.rampwright.bench.fakes;

import dev.rampwright.bench.process.RunClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still but for waits, which take exactly as long as asked. */
public final class ManualClock {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private long nanos;

  /** Time passes. */
  public void advance(Duration duration) {
    nanos += duration.toNanos();
  }

  /** Nanoseconds that have passed. */
  public long now() {
    return nanos;
  }

  /** The clock as programs see it. */
  public RunClock runClock() {
    return new RunClock(
        () -> EPOCH.plusNanos(nanos), this::now, wait -> advance(Duration.ofNanos(wait)));
  }
}
