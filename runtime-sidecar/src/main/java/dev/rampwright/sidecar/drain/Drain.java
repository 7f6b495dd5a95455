package dev.rampwright.sidecar.drain;

import dev.rampwright.sidecar.http.Connections;
import dev.rampwright.sidecar.http.InFlight;
import dev.rampwright.sidecar.log.Log;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leaving: not ready from the first moment, yet serving whatever still arrives until the endpoint's
 * removal is known everywhere, then closing idle connections and waiting for the last request.
 * Happens once, whoever asks for it however often. Lives on the event loop.
 */
public final class Drain {
  /** The pod's grace period is longer than the drain's timeout by more than this. */
  static final Duration LAST = Duration.ofSeconds(25);

  private final Vertx vertx;
  private final InFlight inFlight;
  private final Connections connections;
  private final Duration settle;
  private final Supplier<Duration> timeout;
  private final Supplier<Future<Void>> last;
  private final Log log;
  private boolean ending;
  private @Nullable Promise<Result> result;
  private boolean settled;

  /**
   * Prepares.
   *
   * @param connections those that requests may arrive on
   * @param settle how long requests are expected to arrive still
   * @param timeout from the beginning to giving up, as configured when it begins
   * @param last what is done when requests have ended or the time is over; it must not fail, and is
   *     waited for no longer than {@link #LAST}
   */
  public Drain(
      Vertx vertx,
      InFlight inFlight,
      Connections connections,
      Duration settle,
      Supplier<Duration> timeout,
      Supplier<Future<Void>> last,
      Log log) {
    this.vertx = vertx;
    this.inFlight = inFlight;
    this.connections = connections;
    this.settle = settle;
    this.timeout = timeout;
    this.last = last;
    this.log = log;
    inFlight.onEmpty(this::look);
  }

  /**
   * How it ended.
   *
   * @param drained false if the time was over before
   * @param left requests still in flight
   */
  public record Result(boolean drained, int left) {}

  public boolean isDraining() {
    return result != null;
  }

  /** Begins, or joins what has begun. */
  public Future<Result> begin() {
    Promise<Result> running = result;
    if (running != null) {
      return running.future();
    }
    Promise<Result> begun = Promise.promise();
    result = begun;
    log.info("draining: " + inFlight.total() + " requests in flight");
    long deadline = vertx.setTimer(Math.max(1, timeout.get().toMillis()), fired -> end());
    vertx.setTimer(
        Math.max(1, settle.toMillis()),
        fired -> {
          settled = true;
          connections.closeIdle();
          look();
        });
    return begun.future().onSuccess(ended -> vertx.cancelTimer(deadline));
  }

  private void look() {
    if (settled && inFlight.total() == 0) {
      end();
    }
  }

  private void end() {
    Promise<Result> running = result;
    if (running == null || ending) {
      return;
    }
    ending = true;
    last.get()
        .timeout(LAST.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            done -> {
              log.info("drained: " + inFlight.total() + " requests left in flight");
              running.complete(new Result(inFlight.total() == 0, inFlight.total()));
            });
  }
}
