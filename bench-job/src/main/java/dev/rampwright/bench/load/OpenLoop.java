package dev.rampwright.bench.load;

import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.process.StopSignal;
import dev.rampwright.bench.schedule.Schedule;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Runs a schedule to its end: the pacer on the calling thread, the dispatcher on the loop. After
 * the last request, open ones are awaited up to a limit and then counted as failed.
 */
public final class OpenLoop {
  /** The failure of a request that was open when the process was asked to end. */
  public static final String INTERRUPTED = "interrupted";

  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  private final Executor loop;
  private final RunClock clock;
  private final StopSignal stop;
  private final Drain drain;

  /**
   * A loop.
   *
   * @param loop runs its tasks one at a time
   */
  public OpenLoop(Executor loop, RunClock clock, StopSignal stop, Drain drain) {
    this.loop = loop;
    this.clock = clock;
    this.stop = stop;
    this.drain = drain;
  }

  /**
   * Blocks until every request has an outcome.
   *
   * @param startNanos when the schedule begins
   * @param deadlineNanos when all must be over
   */
  public LoadEnd run(
      Schedule schedule, long startNanos, long deadlineNanos, Dispatcher dispatcher) {
    boolean whole =
        new Pacer(clock)
            .run(
                schedule,
                startNanos,
                () -> stop.requested() || clock.now() >= deadlineNanos,
                departure -> loop.execute(() -> dispatcher.depart(departure)));
    awaitOpen(dispatcher, deadlineNanos);
    boolean interrupted = stop.requested();
    String kind = interrupted ? INTERRUPTED : Dispatcher.TIMEOUT;
    CompletableFuture.runAsync(
            () -> dispatcher.expireAll(kind, "no complete answer when the run ended"), loop)
        .join();
    if (interrupted) {
      return LoadEnd.INTERRUPTED;
    }
    return whole ? LoadEnd.FINISHED : LoadEnd.DEADLINE_EXCEEDED;
  }

  private void awaitOpen(Dispatcher dispatcher, long deadlineNanos) {
    long end = clock.now() + drain.afterSchedule().toNanos();
    boolean stopped = false;
    while (openCount(dispatcher) > 0 && clock.now() < Math.min(end, deadlineNanos)) {
      if (!stopped && stop.requested()) {
        stopped = true;
        end = Math.min(end, clock.now() + drain.afterStop().toNanos());
      }
      clock.waitNanos().accept(POLL_NANOS);
    }
  }

  private int openCount(Dispatcher dispatcher) {
    return CompletableFuture.supplyAsync(dispatcher::openCount, loop).join();
  }
}
