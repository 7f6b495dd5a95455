package dev.rampwright.sidecar.cache;

import io.vertx.core.Future;
import java.util.concurrent.Executors;

/** Calls of the second level whose failure costs nobody an answer. Lives on the event loop. */
final class RedisWrites {
  private final RedisCalls calls;
  private final CacheEvents events;

  RedisWrites(RedisCalls calls, CacheEvents events) {
    this.calls = calls;
    this.events = events;
  }

  /** Completes when that was done, or has failed, or was left out. */
  Future<?> write(Runnable command) {
    return switch (calls.call(Executors.callable(command))) {
      case RedisCalls.Skipped<Object>() -> Future.succeededFuture();
      case RedisCalls.Made<Object>(Future<Object> reply) ->
          reply
              .onFailure(failure -> events.redisFailed(String.valueOf(failure.getMessage())))
              .otherwiseEmpty();
    };
  }
}
