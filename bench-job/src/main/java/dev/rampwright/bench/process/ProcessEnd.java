package dev.rampwright.bench.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends the process in order: SIGTERM raises the stop signal and leaves the run some time to finish
 * by itself.
 */
public final class ProcessEnd {
  private static final int KILLED = 143;

  private final StopSignal stop = new StopSignal();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final Duration grace;

  private ProcessEnd(Duration grace) {
    this.grace = grace;
  }

  /**
   * Takes over this process's end.
   *
   * @param grace how long after SIGTERM the run may take
   */
  public static ProcessEnd install(Duration grace) {
    ProcessEnd end = new ProcessEnd(grace);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(end::onShutdown));
    return end;
  }

  /** What the run must heed. */
  public StopSignal stop() {
    return stop;
  }

  /** The run is over: ends the process. */
  public void exit(int code) {
    ended.complete(code);
    System.exit(code);
  }

  private void onShutdown() {
    if (ended.isDone()) {
      return;
    }
    stop.request();
    int code;
    try {
      code = ended.get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      code = KILLED;
    } catch (ExecutionException | TimeoutException e) {
      code = KILLED;
    }
    // An exit() of the run's thread waits for this hook: only halt sets the exit code.
    Runtime.getRuntime().halt(code);
  }
}
