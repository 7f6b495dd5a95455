package dev.rampwright.sidecar.cache;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Hears at once that another sidecar has invalidated something, so that this one need not wait for
 * its next look. Messages may be lost, and a user of an external server may not be allowed to
 * listen: looking goes on all the same. Lives on the event loop.
 */
final class InvalidationHints {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PING = Duration.ofSeconds(20);

  private final RedisLevel redis;
  private final Vertx vertx;
  private final Context context;
  private Runnable raised = () -> {};
  private Duration pause = FIRST_PAUSE;
  private boolean listening;
  private boolean closed;

  InvalidationHints(RedisLevel redis, Vertx vertx, Context context) {
    this.redis = redis;
    this.vertx = vertx;
    this.context = context;
  }

  /** Calls back on the event loop from now on. */
  void start(Runnable callback) {
    raised = callback;
    vertx.setPeriodic(PING.toMillis(), tick -> redis.pingHints());
  }

  /** Listens where that is not done already; to be called once the second level answers. */
  void listen() {
    if (listening || closed) {
      return;
    }
    listening = true;
    redis
        .listen(() -> context.runOnContext(v -> heard()))
        .onComplete(ended -> vertx.setTimer(pause.toMillis(), fired -> again()));
  }

  void close() {
    closed = true;
  }

  private void heard() {
    pause = FIRST_PAUSE;
    raised.run();
  }

  private void again() {
    listening = false;
    Duration next = pause.multipliedBy(2);
    pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }
}
