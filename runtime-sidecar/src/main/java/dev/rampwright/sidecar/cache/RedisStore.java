package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.resps.Tuple;

/**
 * What is asked of a Redis: answers under {@code rampwright:r:<key>}, token IDs under {@code
 * rampwright:t:<key>}, who is asking for one under {@code rampwright:l:<key>}, and one sorted set
 * {@code rampwright:g} with the generation of each scope. Blocks; used by several threads.
 */
final class RedisStore {
  private static final String LEASE = "rampwright:l:";
  private static final byte[] GENERATIONS = bytes("rampwright:g");
  private static final String CHANNEL = "rampwright:g";

  /** What another sidecar has put in its place meanwhile stays. */
  private static final byte[] DELETE_IF_SAME =
      bytes(
          "if redis.sha1hex(redis.call('GET', KEYS[1]) or '') == ARGV[1]"
              + " then return redis.call('DEL', KEYS[1]) end return 0");

  /** Unless another one has it by now. */
  private static final byte[] EXTEND_OWN =
      bytes(
          "if redis.call('GET', KEYS[1]) == ARGV[1]"
              + " then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return 1 end return 0");

  private static final byte[] DELETE_OWN =
      bytes(
          "if redis.call('GET', KEYS[1]) == ARGV[1]"
              + " then return redis.call('DEL', KEYS[1]) end return 0");

  /**
   * Above what is there and at least what is asked for, whoever else raises it. The others are told
   * if this user may do so.
   */
  private static final byte[] RAISE =
      bytes(
          "local at = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or '0')"
              + " local to = math.max(at + 1, tonumber(ARGV[2]))"
              + " redis.call('ZADD', KEYS[1], to, ARGV[1])"
              + " redis.pcall('PUBLISH', KEYS[1], ARGV[1]) return to");

  private final LazyClient client;
  private final Hints hints = new Hints();

  RedisStore(LazyClient client) {
    this.client = client;
  }

  byte @Nullable [] get(CacheKey key) {
    return client.get().get(name(key));
  }

  /** Of each key what is there, null for nothing, all by one round trip. */
  List<byte @Nullable []> getAll(List<CacheKey> keys) {
    try (AbstractPipeline pipeline = client.get().pipelined()) {
      List<Response<byte[]>> replies = keys.stream().map(key -> pipeline.get(name(key))).toList();
      pipeline.sync();
      List<byte @Nullable []> found = new ArrayList<>();
      replies.forEach(reply -> found.add(reply.get()));
      return found;
    }
  }

  void put(CacheKey key, byte[] entry, long ttlMillis) {
    var unused = client.get().set(name(key), entry, new SetParams().px(ttlMillis));
  }

  /** Drops the entry if its digest still is this. */
  void deleteIfSame(CacheKey key, String sha1) {
    var unused = client.get().eval(DELETE_IF_SAME, List.of(name(key)), List.of(bytes(sha1)));
  }

  /** Takes the lease of a key, if nobody has it, for so long. */
  boolean claim(CacheKey key, String holder, long millis) {
    return client.get().set(lease(key), bytes(holder), new SetParams().nx().px(millis)) != null;
  }

  /** Holds the lease for so long from now on, if this holder still has it. */
  boolean extend(CacheKey key, String holder, long millis) {
    List<byte[]> arguments = List.of(bytes(holder), bytes(Long.toString(millis)));
    return Long.valueOf(1).equals(client.get().eval(EXTEND_OWN, List.of(lease(key)), arguments));
  }

  /** Gives the lease back, if this holder still has it. */
  void release(CacheKey key, String holder) {
    var unused = client.get().eval(DELETE_OWN, List.of(lease(key)), List.of(bytes(holder)));
  }

  /** All that there are, by scope. */
  Map<String, Long> generations() {
    Map<String, Long> found = new HashMap<>();
    for (Tuple one : client.get().zrangeWithScores(GENERATIONS, 0, -1)) {
      found.put(new String(one.getBinaryElement(), UTF_8), (long) one.getScore());
    }
    return found;
  }

  /** Raises one; returns what it is now. */
  long raise(String scope, long atLeast) {
    Object now =
        client
            .get()
            .eval(
                RAISE, List.of(GENERATIONS), List.of(bytes(scope), bytes(Long.toString(atLeast))));
    return (Long) now;
  }

  /** Puts back what it has lost. */
  void restore(Map<String, Long> generations) {
    generations.forEach(
        (scope, generation) -> {
          var unused =
              client
                  .get()
                  .zadd(
                      GENERATIONS, (double) generation, bytes(scope), ZAddParams.zAddParams().gt());
        });
  }

  /** Blocks while the connection stands, and calls back whenever somebody raises a generation. */
  void listen(Runnable raised) {
    hints.raised = raised;
    client.get().subscribe(hints, CHANNEL);
  }

  /** Writes on the connection of {@link #listen}: by that the system notices that it is dead. */
  void pingHints() {
    if (hints.isSubscribed()) {
      hints.ping();
    }
  }

  /** Ends all connections, the dead ones too. */
  void close() {
    try {
      if (hints.isSubscribed()) {
        hints.unsubscribe();
      }
    } catch (JedisException e) {
      // Jedis connects anew to say it, and nobody is there: the subscription is over either way.
    } finally {
      client.close();
    }
  }

  private static final class Hints extends JedisPubSub {
    private volatile Runnable raised = () -> {};

    @Override
    public void onMessage(String channel, String message) {
      raised.run();
    }
  }

  private static byte[] name(CacheKey key) {
    return switch (key.layer()) {
      case RESPONSES -> bytes("rampwright:r:" + key.hex());
      case TOKENS -> bytes("rampwright:t:" + key.hex());
    };
  }

  private static byte[] lease(CacheKey key) {
    return bytes(LEASE + key.hex());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
