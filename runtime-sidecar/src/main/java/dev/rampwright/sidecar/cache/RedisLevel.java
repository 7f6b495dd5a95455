package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.config.CacheSecrets;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * The second level: answers that outlive this process. Its futures never fail; whatever goes wrong
 * is a miss and told to {@link CacheEvents}. Lives on the event loop.
 */
final class RedisLevel {
  private static final String NAME = "redis";
  private static final String PREFIX = "rampwright:r:";

  /** What another sidecar has put in its place meanwhile stays. */
  private static final byte[] DELETE_IF_SAME =
      bytes(
          "if redis.sha1hex(redis.call('GET', KEYS[1]) or '') == ARGV[1]"
              + " then return redis.call('DEL', KEYS[1]) end return 0");

  private final RedisConnector connector;
  private final RedisCalls calls;
  private final CacheEvents events;
  private EntryCodec codec = new EntryCodec(new KeyRing(CacheSecrets.random().encryption()));
  private SidecarConfig.@Nullable Redis address;
  private @Nullable LazyClient client;

  RedisLevel(RedisConnector connector, RedisCalls calls, CacheEvents events) {
    this.connector = connector;
    this.calls = calls;
    this.events = events;
  }

  /** Encrypts with these secrets from now on. */
  void encryptWith(KeyRing ring) {
    codec = new EntryCodec(ring);
  }

  /** Talks to another address from now on; absent: to none. */
  void use(SidecarConfig.@Nullable Redis next) {
    if (next == null ? address == null : next.equals(address)) {
      return;
    }
    LazyClient old = client;
    if (old != null) {
      calls.background(old::close);
    }
    address = next;
    LazyClient fresh = next == null ? null : new LazyClient(() -> connector.connect(next));
    client = fresh;
    if (fresh != null) {
      calls.background(() -> warmUp(fresh));
    }
  }

  /**
   * Looks up what is not there, without a deadline. The first call of a process loads classes, asks
   * for a name and shakes hands: with the deadline of a lookup it would be a miss just after each
   * restart, when the second level is there to help.
   */
  private static void warmUp(LazyClient redis) {
    try {
      var unused = redis.get().get((PREFIX + "warm-up").getBytes(UTF_8));
    } catch (JedisException | IllegalStateException e) {
      // The first real call meets the same failure and reports it.
    }
  }

  Future<Optional<CachedAnswer>> get(CacheKey key, long nowMillis) {
    LazyClient redis = client;
    if (redis == null) {
      return Future.succeededFuture(Optional.empty());
    }
    EntryCodec now = codec;
    return switch (calls.call(() -> Found.of(key, redis.get().get(name(key)), now))) {
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
    LazyClient redis = client;
    long ttl = answer.expiresMillis() - nowMillis;
    if (redis == null || ttl <= 0) {
      return;
    }
    EntryCodec now = codec;
    write(() -> redis.get().set(name(key), now.encode(key, answer), new SetParams().px(ttl)));
  }

  boolean isBreakerOpen() {
    return calls.isBreakerOpen();
  }

  void close() {
    use(null);
  }

  private Optional<CachedAnswer> judge(
      CacheKey key, Found found, LazyClient redis, long nowMillis) {
    return switch (found) {
      case Found.Nothing() -> {
        events.lookedUp(NAME, CacheEvents.Result.MISS);
        yield Optional.empty();
      }
      case Found.Damaged(String sha1) -> {
        events.lookedUp(NAME, CacheEvents.Result.CORRUPT);
        write(() -> redis.get().eval(DELETE_IF_SAME, List.of(name(key)), List.of(bytes(sha1))));
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

  private <T> void write(Callable<T> command) {
    if (calls.call(command) instanceof RedisCalls.Made<T>(Future<T> reply)) {
      reply.onFailure(failure -> events.redisFailed(String.valueOf(failure.getMessage())));
    }
  }

  private static byte[] name(CacheKey key) {
    return bytes(PREFIX + key.hex());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Connects with the first call, in its thread: building a client may look up a name. */
  private static final class LazyClient {
    private final Supplier<RedisClient> connect;
    private @Nullable RedisClient client;
    private boolean closed;

    LazyClient(Supplier<RedisClient> connect) {
      this.connect = connect;
    }

    synchronized RedisClient get() {
      if (closed) {
        throw new IllegalStateException("this second level is no longer in use");
      }
      RedisClient made = client;
      if (made == null) {
        made = connect.get();
        client = made;
      }
      return made;
    }

    synchronized void close() {
      closed = true;
      if (client != null) {
        client.close();
      }
    }
  }
}
