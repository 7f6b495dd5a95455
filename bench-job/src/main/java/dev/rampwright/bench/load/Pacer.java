package dev.rampwright.bench.load;

import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.schedule.PlannedRequest;
import dev.rampwright.bench.schedule.Schedule;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Hands over each request at its absolute time. A delay is made up for at once, never carried over:
 * what is overdue leaves immediately, still with its intended time on it.
 */
public final class Pacer {
  private final RunClock clock;

  /** A pacer on a clock. */
  public Pacer(RunClock clock) {
    this.clock = clock;
  }

  /**
   * Blocks until the schedule is over or {@code stop} says so.
   *
   * @param startNanos the time of the schedule's offset 0
   * @return whether the whole schedule was handed over
   */
  public boolean run(
      Schedule schedule, long startNanos, BooleanSupplier stop, Consumer<Departure> departures) {
    for (PlannedRequest request : schedule) {
      long intended = startNanos + request.offsetNanos();
      if (!clock.waitUntil(intended, stop)) {
        return false;
      }
      departures.accept(new Departure(request, intended));
    }
    return clock.waitUntil(startNanos + schedule.totalNanos(), stop);
  }
}
