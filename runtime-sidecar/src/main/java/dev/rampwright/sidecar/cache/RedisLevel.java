package dev.rampwright.sidecar.cache;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.config.CacheSecrets;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The second level: answers that outlive this process. Its futures never fail; whatever goes wrong
 * is a miss and told to {@link CacheEvents}. Lives on the event loop.
 */
final class RedisLevel implements SharedGenerations.Store {
  private static final String NAME = "redis";
  private static final Future<Object> NONE = Future.failedFuture("there is no second level");

  private final RedisConnector connector;
  private final RedisCalls calls;
  private final CacheEvents events;
  private EntryCodec codec = new EntryCodec(new KeyRing(CacheSecrets.random().encryption()));
  private SidecarConfig.@Nullable Redis address;
  private @Nullable RedisStore store;

  RedisLevel(RedisConnector connector, RedisCalls calls, CacheEvents events) {
    this.connector = connector;
    this.calls = calls;
    this.events = events;
  }

  /** Encrypts with these secrets from now on. */
  void encryptWith(KeyRing ring) {
    codec = new EntryCodec(ring);
  }

  /**
   * Talks to another address from now on; absent: to none.
   *
   * @return whether that is news
   */
  boolean use(SidecarConfig.@Nullable Redis next) {
    if (next == null ? address == null : next.equals(address)) {
      return false;
    }
    RedisStore old = store;
    if (old != null) {
      calls.background(old::close);
    }
    address = next;
    store = next == null ? null : new RedisStore(new LazyClient(() -> connector.connect(next)));
    return true;
  }

  /**
   * The generations, without a deadline. The first call of a process loads classes, asks for a name
   * and shakes hands: with the deadline of a lookup it would fail just after each restart, when the
   * second level is there to help.
   */
  @Override
  public Future<Map<String, Long>> firstGenerations() {
    RedisStore redis = store;
    return redis == null ? NONE.mapEmpty() : calls.unhurried(redis::generations);
  }

  /** The generations; fails if they cannot be had in time. */
  @Override
  public Future<Map<String, Long>> generations() {
    RedisStore redis = store;
    return redis == null ? NONE.mapEmpty() : made(calls.call(redis::generations));
  }

  /** Raises the generation of a scope for all; gives what it is now, or fails. */
  @Override
  public Future<Long> raise(String scope, long atLeast) {
    RedisStore redis = store;
    return redis == null ? NONE.mapEmpty() : made(calls.call(() -> redis.raise(scope, atLeast)));
  }

  /** Puts generations back that the store has lost. */
  @Override
  public void restore(Map<String, Long> generations) {
    RedisStore redis = store;
    if (redis != null) {
      write(() -> redis.restore(generations));
    }
  }

  Future<Optional<CachedAnswer>> get(CacheKey key, long nowMillis) {
    RedisStore redis = store;
    if (redis == null) {
      return Future.succeededFuture(Optional.empty());
    }
    EntryCodec now = codec;
    return switch (calls.call(() -> Found.of(key, redis.get(key), now))) {
      case RedisCalls.Skipped<Found>() -> {
        events.lookedUp(NAME, CacheEvents.Result.SKIPPED);
        yield Future.succeededFuture(Optional.empty());
      }
      case RedisCalls.Made<Found>(Future<Found> reply) ->
          reply
              .map(found -> judge(key, found, redis, nowMillis))
              .otherwise(failure -> failedLookup(failure));
    };
  }

  void put(CacheKey key, CachedAnswer answer, long nowMillis) {
    RedisStore redis = store;
    long ttl = answer.expiresMillis() - nowMillis;
    if (redis == null || ttl <= 0) {
      return;
    }
    EntryCodec now = codec;
    write(() -> redis.put(key, now.encode(key, answer), ttl));
  }

  /** Whether it is configured. */
  @Override
  public boolean isThere() {
    return store != null;
  }

  boolean isBreakerOpen() {
    return calls.isBreakerOpen();
  }

  void close() {
    use(null);
  }

  private Optional<CachedAnswer> judge(
      CacheKey key, Found found, RedisStore redis, long nowMillis) {
    return switch (found) {
      case Found.Nothing() -> {
        events.lookedUp(NAME, CacheEvents.Result.MISS);
        yield Optional.empty();
      }
      case Found.Damaged(String sha1) -> {
        events.lookedUp(NAME, CacheEvents.Result.CORRUPT);
        write(() -> redis.deleteIfSame(key, sha1));
        yield Optional.empty();
      }
      case Found.Entry(CachedAnswer answer) -> {
        boolean fresh = answer.isFreshAt(nowMillis);
        events.lookedUp(NAME, fresh ? CacheEvents.Result.HIT : CacheEvents.Result.MISS);
        yield fresh ? Optional.of(answer) : Optional.empty();
      }
    };
  }

  private Optional<CachedAnswer> failedLookup(Throwable failure) {
    events.lookedUp(NAME, CacheEvents.Result.ERROR);
    events.redisFailed(String.valueOf(failure.getMessage()));
    return Optional.empty();
  }

  private void write(Runnable command) {
    if (calls.call(Executors.callable(command)) instanceof RedisCalls.Made<Object>(var reply)) {
      reply.onFailure(failure -> events.redisFailed(String.valueOf(failure.getMessage())));
    }
  }

  private static <T> Future<T> made(RedisCalls.Call<T> call) {
    return switch (call) {
      case RedisCalls.Made<T>(Future<T> reply) -> reply;
      case RedisCalls.Skipped<T>() -> Future.failedFuture("not asked: it failed too often");
    };
  }
}
