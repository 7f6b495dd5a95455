package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.Layer;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks for entries in memory and in the second level, which is read only once it has told what was
 * invalidated; what is found there is in memory from then on. Lives on the event loop.
 */
final class Levels {
  private static final String MEMORY = "memory";
  private static final String REDIS = "redis";

  private final MemoryLevel memory;
  private final RedisLevel redis;
  private final SharedGenerations generations;
  private final Supplier<CacheSettings> settings;
  private final CacheEvents events;
  private final CacheEvents unasked;
  private final InstantSource clock;

  Levels(
      MemoryLevel memory,
      RedisLevel redis,
      SharedGenerations generations,
      Supplier<CacheSettings> settings,
      CacheEvents events,
      InstantSource clock) {
    this.memory = memory;
    this.redis = redis;
    this.generations = generations;
    this.settings = settings;
    this.events = events;
    this.unasked = new UnaskedLookups(events);
    this.clock = clock;
  }

  /** What the second level says of a key. */
  sealed interface Reply {
    /** What was looked for. */
    record Found(Hit hit) implements Reply {}

    /** It has none. */
    record Nothing() implements Reply {}

    /** It did not say, or was not asked. */
    record Unknown() implements Reply {}
  }

  /** Looks in memory. */
  Optional<Hit> near(CacheKey key) {
    Freshness freshness = freshness(key.layer());
    Optional<CachedAnswer> answer = memory.get(key, freshness);
    events.lookedUp(
        key.layer(), MEMORY, answer.isPresent() ? CacheEvents.Result.HIT : CacheEvents.Result.MISS);
    return answer.flatMap(found -> hit(key, found, MEMORY, freshness.nowMillis()));
  }

  /** Whether it is in memory and may be replayed as it is; counts as no lookup. */
  boolean isNear(CacheKey key) {
    return memory
        .get(key, freshness(key.layer()))
        .filter(answer -> new Freshness(clock.millis(), 0).allows(answer))
        .isPresent();
  }

  /** Looks in the second level for what a client asks. Never fails. */
  Future<Reply> far(CacheKey key) {
    return far(key, events);
  }

  /** Looks there for what no client waits for; counts as no lookup. Never fails. */
  Future<Reply> farUnasked(CacheKey key) {
    return far(key, unasked);
  }

  private Future<Reply> far(CacheKey key, CacheEvents told) {
    if (!generations.isTold()) {
      return Future.succeededFuture(new Reply.Unknown());
    }
    return redis.get(key, freshness(key.layer()), told).map(reply -> understand(key, reply));
  }

  /** The same, of who does not care why there is nothing. */
  Future<Optional<Hit>> peek(CacheKey key) {
    return far(key)
        .map(reply -> reply instanceof Reply.Found(Hit hit) ? Optional.of(hit) : Optional.empty());
  }

  /**
   * Looks for several keys in memory, then for all that are not there in the second level by one
   * round trip. Never fails.
   *
   * @return what was found; keys that were not are not in it
   */
  Future<Map<CacheKey, Hit>> nearAndFar(Set<CacheKey> keys) {
    Map<CacheKey, Hit> found = new HashMap<>();
    keys.forEach(key -> near(key).ifPresent(hit -> found.put(key, hit)));
    List<CacheKey> missing = keys.stream().filter(key -> !found.containsKey(key)).toList();
    if (missing.isEmpty() || !generations.isTold()) {
      return Future.succeededFuture(found);
    }
    return redis
        .getAll(missing, new Freshness(clock.millis(), 0))
        .map(
            replies -> {
              for (int i = 0; i < missing.size(); i++) {
                CacheKey key = missing.get(i);
                if (understand(key, replies.get(i)) instanceof Reply.Found(Hit hit)) {
                  found.put(key, hit);
                }
              }
              return found;
            });
  }

  private Reply understand(CacheKey key, RedisLevel.Reply reply) {
    return switch (reply) {
      case RedisLevel.Reply.Answer(CachedAnswer answer) ->
          // What another release has coded in a way that is unknown here is as if it were not
          // there.
          hit(key, answer, REDIS, clock.millis())
              .<Reply>map(
                  hit -> {
                    memory.put(key, answer);
                    return new Reply.Found(hit);
                  })
              .orElseGet(Reply.Nothing::new);
      case RedisLevel.Reply.Nothing() -> new Reply.Nothing();
      case RedisLevel.Reply.Unknown() -> new Reply.Unknown();
    };
  }

  private static Optional<Hit> hit(CacheKey key, CachedAnswer kept, String level, long nowMillis) {
    long age = Math.max(0, nowMillis - kept.createdMillis()) / 1000;
    long ttl = Math.floorDiv(kept.expiresMillis() - nowMillis, 1000);
    return Coding.of(key.layer())
        .decode(kept.body())
        .map(body -> new Hit(kept.withBody(body), level, age, ttl));
  }

  private Freshness freshness(Layer layer) {
    return new Freshness(clock.millis(), settings.get().of(layer).staleMillis());
  }
}
