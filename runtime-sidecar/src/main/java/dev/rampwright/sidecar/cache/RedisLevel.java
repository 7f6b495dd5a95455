package dev.rampwright.sidecar.cache;

import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.config.CacheSecrets;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
  private @Nullable RedisConfig address;
  private @Nullable RedisStore store;

  /** What it says to a lookup. */
  sealed interface Reply {
    /** What was looked for. */
    record Answer(CachedAnswer answer) implements Reply {}

    /** It has none. */
    record Nothing() implements Reply {}

    /** It did not say, or was not asked. */
    record Unknown() implements Reply {}
  }

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
  boolean use(@Nullable RedisConfig next) {
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

  /**
   * Listens to whom raises a generation, in a connection of its own.
   *
   * @param raised called in another thread
   * @return completes or fails when the connection has ended, or another address is in use
   */
  Future<?> listen(Runnable raised) {
    RedisStore redis = store;
    return redis == null
        ? NONE
        : calls.unhurried(
            () -> {
              redis.listen(raised);
              return redis;
            });
  }

  /** Sees to it that a dead connection of {@link #listen} ends. */
  void pingHints() {
    RedisStore redis = store;
    if (redis != null) {
      calls.background(redis::pingHints);
    }
  }

  /** Puts generations back that the store has lost. */
  @Override
  public void restore(Map<String, Long> generations) {
    RedisStore redis = store;
    if (redis != null) {
      write(() -> redis.restore(generations));
    }
  }

  /**
   * Looks for an answer that was fresh at some time.
   *
   * @param freshness which answers are used
   * @param told what was found
   */
  Future<Reply> get(CacheKey key, Freshness freshness, CacheEvents told) {
    RedisStore redis = store;
    if (redis == null) {
      return Future.succeededFuture(new Reply.Unknown());
    }
    EntryCodec now = codec;
    return switch (calls.call(() -> Found.of(key, redis.get(key), now))) {
      case RedisCalls.Skipped<Found>() -> {
        told.lookedUp(key.layer(), NAME, CacheEvents.Result.SKIPPED);
        yield Future.succeededFuture(new Reply.Unknown());
      }
      case RedisCalls.Made<Found>(Future<Found> reply) ->
          reply
              .map(found -> judge(key, found, redis, freshness, told))
              .otherwise(failure -> failedLookup(key, failure));
    };
  }

  /**
   * Keeps an answer.
   *
   * @param millis for how long
   * @return completes when that was done, or has failed
   */
  Future<?> put(CacheKey key, CachedAnswer answer, long millis) {
    RedisStore redis = store;
    if (redis == null || millis <= 0) {
      return Future.succeededFuture();
    }
    EntryCodec now = codec;
    return write(() -> redis.put(key, now.encode(key, answer), millis));
  }

  /** Takes the lease of a key; fails if there is no telling who has it. */
  Future<Boolean> claim(CacheKey key, String holder, long millis) {
    RedisStore redis = store;
    return redis == null
        ? NONE.mapEmpty()
        : made(calls.call(() -> redis.claim(key, holder, millis)));
  }

  /** Holds a lease for longer; fails if there is no telling who has it. */
  Future<Boolean> extend(CacheKey key, String holder, long millis) {
    RedisStore redis = store;
    return redis == null
        ? NONE.mapEmpty()
        : made(calls.call(() -> redis.extend(key, holder, millis)));
  }

  /** Gives a lease back. */
  void release(CacheKey key, String holder) {
    RedisStore redis = store;
    if (redis != null) {
      write(() -> redis.release(key, holder));
    }
  }

  /** Looks for several at once, by one round trip; each key's reply, in their order. */
  Future<List<Reply>> getAll(List<CacheKey> keys, Freshness freshness) {
    RedisStore redis = store;
    if (redis == null) {
      return Future.succeededFuture(Collections.nCopies(keys.size(), new Reply.Unknown()));
    }
    EntryCodec now = codec;
    return switch (calls.call(() -> found(keys, redis.getAll(keys), now))) {
      case RedisCalls.Skipped<List<Found>>() -> {
        keys.forEach(key -> events.lookedUp(key.layer(), NAME, CacheEvents.Result.SKIPPED));
        yield Future.succeededFuture(Collections.nCopies(keys.size(), new Reply.Unknown()));
      }
      case RedisCalls.Made<List<Found>>(Future<List<Found>> reply) ->
          reply
              .map(found -> judge(keys, found, redis, freshness))
              .otherwise(failure -> keys.stream().map(key -> failedLookup(key, failure)).toList());
    };
  }

  private static List<Found> found(
      List<CacheKey> keys, List<byte @Nullable []> entries, EntryCodec codec) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      found.add(Found.of(keys.get(i), entries.get(i), codec));
    }
    return found;
  }

  private List<Reply> judge(
      List<CacheKey> keys, List<Found> found, RedisStore redis, Freshness freshness) {
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      replies.add(judge(keys.get(i), found.get(i), redis, freshness, events));
    }
    return replies;
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

  private Reply judge(
      CacheKey key, Found found, RedisStore redis, Freshness freshness, CacheEvents told) {
    return switch (found) {
      case Found.Nothing() -> {
        told.lookedUp(key.layer(), NAME, CacheEvents.Result.MISS);
        yield new Reply.Nothing();
      }
      case Found.Damaged(String sha1) -> {
        told.lookedUp(key.layer(), NAME, CacheEvents.Result.CORRUPT);
        write(() -> redis.deleteIfSame(key, sha1));
        yield new Reply.Nothing();
      }
      case Found.Entry(CachedAnswer answer) -> {
        boolean usable = freshness.allows(answer);
        told.lookedUp(key.layer(), NAME, usable ? CacheEvents.Result.HIT : CacheEvents.Result.MISS);
        yield usable ? new Reply.Answer(answer) : new Reply.Nothing();
      }
    };
  }

  private Reply failedLookup(CacheKey key, Throwable failure) {
    events.lookedUp(key.layer(), NAME, CacheEvents.Result.ERROR);
    events.redisFailed(String.valueOf(failure.getMessage()));
    return new Reply.Unknown();
  }

  private Future<?> write(Runnable command) {
    return switch (calls.call(Executors.callable(command))) {
      case RedisCalls.Skipped<Object>() -> Future.succeededFuture();
      case RedisCalls.Made<Object>(Future<Object> reply) ->
          reply
              .onFailure(failure -> events.redisFailed(String.valueOf(failure.getMessage())))
              .otherwiseEmpty();
    };
  }

  private static <T> Future<T> made(RedisCalls.Call<T> call) {
    return switch (call) {
      case RedisCalls.Made<T>(Future<T> reply) -> reply;
      case RedisCalls.Skipped<T>() -> Future.failedFuture("not asked: it failed too often");
    };
  }
}
