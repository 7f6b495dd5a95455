package dev.rampwright.sidecar.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Calls back when nothing has been touched for a while. Lives on the event loop. */
final class IdleWatch {
  private final Vertx vertx;
  private final LongSupplier nanos;
  private final long timeoutNanos;
  private Runnable whenSilent = () -> {};
  private long touchedNanos;
  private long timer = -1;
  private boolean stopped;

  IdleWatch(Vertx vertx, LongSupplier nanos, Duration timeout) {
    this.vertx = vertx;
    this.nanos = nanos;
    this.timeoutNanos = timeout.toNanos();
  }

  void start(Runnable callback) {
    whenSilent = callback;
    touch();
    arm(timeoutNanos);
  }

  /** Cheap: the timer is not moved, it looks at the time when it fires. */
  void touch() {
    touchedNanos = nanos.getAsLong();
  }

  void stop() {
    stopped = true;
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
  }

  private void arm(long inNanos) {
    timer = vertx.setTimer(inNanos / 1_000_000 + 1, fired -> look());
  }

  private void look() {
    long left = timeoutNanos - (nanos.getAsLong() - touchedNanos);
    if (left <= 0) {
      whenSilent.run();
      left = timeoutNanos;
    }
    if (!stopped) {
      arm(left);
    }
  }
}
