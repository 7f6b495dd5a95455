package dev.rampwright.sidecar.cache;

import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.config.CacheSecrets;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The second level: answers that outlive this process. Its futures never fail; whatever goes wrong
 * is a miss and told to {@link CacheEvents}. Lives on the event loop.
 */
final class RedisLevel implements SharedGenerations.Store {
  private static final Future<Object> NONE = Future.failedFuture("there is no second level");

  private final RedisConnector connector;
  private final RedisCalls calls;
  private final RedisWrites writes;
  private final RedisLookups lookups;
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
    this.writes = new RedisWrites(calls, events);
    this.lookups = new RedisLookups(calls, writes, events);
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

  /**
   * The generations; fails if they cannot be had in time. They are asked for again and again and no
   * client waits for them, so that by this it is found out that a second level answers again.
   */
  @Override
  public Future<Map<String, Long>> generations() {
    return probe(RedisStore::generations);
  }

  /** Raises the generation of a scope for all; gives what it is now, or fails. */
  @Override
  public Future<Long> raise(String scope, long atLeast) {
    return probe(redis -> redis.raise(scope, atLeast));
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
      writes.write(() -> redis.restore(generations));
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
    return lookups.get(redis, codec, key, freshness, told);
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
    return writes.write(() -> redis.put(key, now.encode(key, answer), millis));
  }

  /** Takes the lease of a key; fails if there is no telling who has it. */
  Future<Boolean> claim(CacheKey key, String holder, long millis) {
    return ask(redis -> redis.claim(key, holder, millis));
  }

  /** Holds a lease for longer; fails if there is no telling who has it. */
  Future<Boolean> extend(CacheKey key, String holder, long millis) {
    return ask(redis -> redis.extend(key, holder, millis));
  }

  /** Gives a lease back. */
  void release(CacheKey key, String holder) {
    RedisStore redis = store;
    if (redis != null) {
      writes.write(() -> redis.release(key, holder));
    }
  }

  /** Looks for several at once, by one round trip; each key's reply, in their order. */
  Future<List<Reply>> getAll(List<CacheKey> keys, Freshness freshness) {
    RedisStore redis = store;
    if (redis == null) {
      return Future.succeededFuture(Collections.nCopies(keys.size(), new Reply.Unknown()));
    }
    return lookups.getAll(redis, codec, keys, freshness);
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

  private <T> Future<T> ask(Function<RedisStore, T> question) {
    RedisStore redis = store;
    return redis == null ? NONE.mapEmpty() : reply(calls.call(() -> question.apply(redis)));
  }

  private <T> Future<T> probe(Function<RedisStore, T> question) {
    RedisStore redis = store;
    return redis == null ? NONE.mapEmpty() : reply(calls.probe(() -> question.apply(redis)));
  }

  private static <T> Future<T> reply(RedisCalls.Call<T> call) {
    return switch (call) {
      case RedisCalls.Made<T>(Future<T> reply) -> reply;
      case RedisCalls.Skipped<T>() -> Future.failedFuture("not asked: it failed too often");
    };
  }
}
