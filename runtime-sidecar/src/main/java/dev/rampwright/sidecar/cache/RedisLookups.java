package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.RedisLevel.Reply;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks answers up in the second level, tells what came of it, and drops what is damaged. Its
 * futures never fail. Lives on the event loop.
 */
final class RedisLookups {
  private static final String NAME = "redis";

  private final RedisCalls calls;
  private final RedisWrites writes;
  private final CacheEvents events;

  RedisLookups(RedisCalls calls, RedisWrites writes, CacheEvents events) {
    this.calls = calls;
    this.writes = writes;
    this.events = events;
  }

  /**
   * Looks for one.
   *
   * @param codec opens it
   * @param freshness which answers are used
   * @param told what was found
   */
  Future<Reply> get(
      RedisStore redis, EntryCodec codec, CacheKey key, Freshness freshness, CacheEvents told) {
    return switch (calls.call(() -> Found.of(key, redis.get(key), codec))) {
      case RedisCalls.Skipped<Found>() -> {
        told.lookedUp(key.layer(), NAME, CacheEvents.Result.SKIPPED);
        yield Future.succeededFuture(new Reply.Unknown());
      }
      case RedisCalls.Made<Found>(Future<Found> reply) ->
          reply
              .map(found -> judge(key, found, redis, freshness, told))
              .otherwise(failure -> failed(key, failure));
    };
  }

  /** Looks for several at once, by one round trip; each key's reply, in their order. */
  Future<List<Reply>> getAll(
      RedisStore redis, EntryCodec codec, List<CacheKey> keys, Freshness freshness) {
    return switch (calls.call(() -> found(keys, redis.getAll(keys), codec))) {
      case RedisCalls.Skipped<List<Found>>() -> {
        keys.forEach(key -> events.lookedUp(key.layer(), NAME, CacheEvents.Result.SKIPPED));
        yield Future.succeededFuture(Collections.nCopies(keys.size(), new Reply.Unknown()));
      }
      case RedisCalls.Made<List<Found>>(Future<List<Found>> reply) ->
          reply
              .map(found -> judge(keys, found, redis, freshness))
              .otherwise(failure -> keys.stream().map(key -> failed(key, failure)).toList());
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

  private Reply judge(
      CacheKey key, Found found, RedisStore redis, Freshness freshness, CacheEvents told) {
    return switch (found) {
      case Found.Nothing() -> {
        told.lookedUp(key.layer(), NAME, CacheEvents.Result.MISS);
        yield new Reply.Nothing();
      }
      case Found.Damaged(String sha1) -> {
        told.lookedUp(key.layer(), NAME, CacheEvents.Result.CORRUPT);
        writes.write(() -> redis.deleteIfSame(key, sha1));
        yield new Reply.Nothing();
      }
      case Found.Entry(CachedAnswer answer) -> {
        boolean usable = freshness.allows(answer);
        told.lookedUp(key.layer(), NAME, usable ? CacheEvents.Result.HIT : CacheEvents.Result.MISS);
        yield usable ? new Reply.Answer(answer) : new Reply.Nothing();
      }
    };
  }

  private Reply failed(CacheKey key, Throwable failure) {
    events.lookedUp(key.layer(), NAME, CacheEvents.Result.ERROR);
    events.redisFailed(String.valueOf(failure.getMessage()));
    return new Reply.Unknown();
  }
}
