package dev.rampwright.sidecar.cache;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Puts the parts of a {@link ResponseCache} together. */
public final class ResponseCaches {
  private static final int FAILURES_TO_OPEN = 5;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private ResponseCaches() {}

  /**
   * A cache without a configuration: it keeps nothing until it is given one. Until it is given
   * secrets it has some of its own.
   *
   * @param build what the engine says of itself; empty: it has not been asked yet
   */
  public static ResponseCache create(
      Vertx vertx,
      Context context,
      Executor threads,
      LongSupplier nanos,
      InstantSource clock,
      RandomGenerator random,
      RedisConnector connector,
      CacheEvents events,
      Supplier<Optional<String>> build) {
    CircuitBreaker breaker = new CircuitBreaker(FAILURES_TO_OPEN, PAUSE, nanos);
    RedisCalls calls = new RedisCalls(vertx, context, threads, breaker);
    RedisLevel redis = new RedisLevel(connector, calls, events);
    Leases leases = new Leases(redis, vertx);
    return new ResponseCache(
        redis,
        leases,
        peek -> new Turns(leases, peek, vertx, nanos),
        new InvalidationHints(redis, vertx, context),
        events,
        clock,
        random,
        build);
  }
}
