package dev.rampwright.sidecar.cache;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Makes blocking calls off the event loop, each in a virtual thread, and brings their outcomes back
 * to it: within a deadline that holds even where the client's own timeouts do not (name lookups),
 * behind a breaker, and never more than a few dozen at once. Lives on the event loop.
 */
final class RedisCalls {
  private static final int MAX_OUTSTANDING = 32;
  private static final Duration DEADLINE = RedisConnector.TIMEOUT.plusMillis(10);

  private final Vertx vertx;
  private final Context context;
  private final Executor threads;
  private final CircuitBreaker breaker;
  private int outstanding;

  /** What became of the wish to make a call. */
  sealed interface Call<T> {}

  /** The call is under way. */
  record Made<T>(Future<T> reply) implements Call<T> {}

  /** The breaker is open, or too many calls are outstanding. */
  record Skipped<T>() implements Call<T> {}

  RedisCalls(Vertx vertx, Context context, Executor threads, CircuitBreaker breaker) {
    this.vertx = vertx;
    this.context = context;
    this.threads = threads;
    this.breaker = breaker;
  }

  <T> Call<T> call(Callable<T> command) {
    if (outstanding >= MAX_OUTSTANDING || !breaker.permits()) {
      return new Skipped<>();
    }
    outstanding++;
    Promise<T> reply = Promise.promise();
    long timer =
        vertx.setTimer(
            DEADLINE.toMillis(),
            id -> reply.tryFail(new TimeoutException("no reply within " + DEADLINE)));
    threads.execute(() -> run(command, reply, timer));
    return new Made<>(reply.future().onSuccess(ok -> breaker.succeeded()).onFailure(this::failed));
  }

  /** Makes a call without a deadline, a bound or a breaker: for what is slow only once. */
  <T> Future<T> unhurried(Callable<T> command) {
    Promise<T> reply = Promise.promise();
    threads.execute(
        () -> {
          Runnable settle = outcome(command, reply);
          onLoop(settle);
        });
    return reply.future();
  }

  /** Runs what nobody waits for. */
  void background(Runnable work) {
    threads.execute(work);
  }

  boolean isBreakerOpen() {
    return breaker.isOpen();
  }

  private <T> void run(Callable<T> command, Promise<T> reply, long timer) {
    Runnable settle = outcome(command, reply);
    onLoop(
        () -> {
          outstanding--;
          vertx.cancelTimer(timer);
          settle.run();
        });
  }

  /** Once the sidecar has stopped there is no loop any more, and nobody who waits. */
  private void onLoop(Runnable settle) {
    try {
      context.runOnContext(v -> settle.run());
    } catch (RejectedExecutionException e) {
      return;
    }
  }

  private static <T> Runnable outcome(Callable<T> command, Promise<T> reply) {
    try {
      T value = command.call();
      return () -> reply.tryComplete(value);
    } catch (Exception e) {
      return () -> reply.tryFail(e);
    }
  }

  private void failed(Throwable failure) {
    breaker.failed();
  }
}
