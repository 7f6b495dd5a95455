package dev.rampwright.bench.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Does something at once and then every interval, on a thread of its own, while something else
 * runs.
 */
public final class Ticker {
  private final Duration interval;
  private final Runnable duty;
  private final Consumer<RuntimeException> failed;

  /**
   * A ticker.
   *
   * @param failed is told what the duty throws; the next tick comes all the same
   */
  public Ticker(Duration interval, Runnable duty, Consumer<RuntimeException> failed) {
    this.interval = interval;
    this.duty = duty;
    this.failed = failed;
  }

  /** Runs the work; returns when a duty under way is done too, or 20 s later at the latest. */
  public <T> T during(Supplier<T> work) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread thread = Thread.ofPlatform().name("ticker").daemon().start(() -> tickUntil(ended));
    try {
      return work.get();
    } finally {
      ended.countDown();
      join(thread);
    }
  }

  private void tickUntil(CountDownLatch ended) {
    try {
      do {
        tick();
      } while (!ended.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    try {
      duty.run();
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }

  private static void join(Thread thread) {
    try {
      if (!thread.join(Duration.ofSeconds(20))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
