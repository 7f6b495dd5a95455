package dev.rampwright.sidecar.cache;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Makes blocking calls off the event loop and brings their outcomes back to it: within a deadline
 * that holds even where the client's own timeouts do not (name lookups), behind a breaker whose
 * opening ends the wait of all, no more at once than there are connections, and never more than a
 * few dozen that wait. Lives on the event loop.
 */
final class RedisCalls {
  private static final int MAX_OUTSTANDING = 32;

  private final Vertx vertx;
  private final Context context;
  private final RedisThreads threads;
  private final CircuitBreaker breaker;
  private final Duration deadline;
  private final Queue<Waiting<?>> waiting = new ArrayDeque<>();
  private final Set<Promise<?>> unanswered = new LinkedHashSet<>();
  private int running;

  /** What became of the wish to make a call. */
  sealed interface Call<T> {}

  /** The call is under way. */
  record Made<T>(Future<T> reply) implements Call<T> {}

  /** The breaker is open, or too many calls are outstanding. */
  record Skipped<T>() implements Call<T> {}

  private record Waiting<T>(Callable<T> command, Promise<T> reply, long timer) {}

  /**
   * Made once.
   *
   * @param deadline how long anybody waits for a reply, whatever the client does
   */
  RedisCalls(
      Vertx vertx,
      Context context,
      RedisThreads threads,
      CircuitBreaker breaker,
      Duration deadline) {
    this.vertx = vertx;
    this.context = context;
    this.threads = threads;
    this.breaker = breaker;
    this.deadline = deadline;
  }

  /** Makes a call that a client may be waiting for. */
  <T> Call<T> call(Callable<T> command) {
    return make(command, breaker::permits);
  }

  /** Makes one that no client waits for, which may find out whether there is an answer again. */
  <T> Call<T> probe(Callable<T> command) {
    return make(command, breaker::permitsProbe);
  }

  private <T> Call<T> make(Callable<T> command, BooleanSupplier permitted) {
    if (running + waiting.size() >= MAX_OUTSTANDING || !permitted.getAsBoolean()) {
      return new Skipped<>();
    }
    Promise<T> reply = Promise.promise();
    unanswered.add(reply);
    long timer =
        vertx.setTimer(
            deadline.toMillis(),
            id -> reply.tryFail(new TimeoutException("no reply within " + deadline)));
    waiting.add(new Waiting<>(command, reply, timer));
    next();
    return new Made<>(
        reply
            .future()
            .onComplete(done -> unanswered.remove(reply))
            .onSuccess(ok -> breaker.succeeded())
            .onFailure(this::failed));
  }

  /** Makes a call without a deadline, a bound or a breaker: for what is slow only once. */
  <T> Future<T> unhurried(Callable<T> command) {
    Promise<T> reply = Promise.promise();
    threads.unhurried().execute(() -> onLoop(outcome(command, reply)));
    return reply.future();
  }

  /** Runs what nobody waits for. */
  void background(Runnable work) {
    threads.unhurried().execute(work);
  }

  boolean isBreakerOpen() {
    return breaker.isOpen();
  }

  /** Whoever has waited too long is not waiting any more. */
  private void next() {
    while (running < RedisConnector.MAX_CONNECTIONS && !waiting.isEmpty()) {
      Waiting<?> call = waiting.remove();
      if (!call.reply().future().isComplete()) {
        running++;
        threads.calls().execute(() -> run(call));
      }
    }
  }

  private <T> void run(Waiting<T> call) {
    Runnable settle = outcome(call.command(), call.reply());
    onLoop(
        () -> {
          running--;
          vertx.cancelTimer(call.timer());
          settle.run();
          next();
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
    if (breaker.isOpen()) {
      // Each of them would wait for its own deadline otherwise.
      List.copyOf(unanswered).forEach(reply -> reply.tryFail("given up with those before it"));
    }
  }
}
