package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Keeps answers in both levels. Lives on the event loop. */
public final class AnswerKeeper {
  private static final double JITTER = 0.1;

  private final MemoryLevel memory;
  private final RedisLevel redis;
  private final Leases leases;
  private final SharedGenerations generations;
  private final Supplier<CacheSettings> settings;
  private final CacheEvents events;
  private final InstantSource clock;
  private final RandomGenerator random;

  AnswerKeeper(
      MemoryLevel memory,
      RedisLevel redis,
      Leases leases,
      SharedGenerations generations,
      Supplier<CacheSettings> settings,
      CacheEvents events,
      InstantSource clock,
      RandomGenerator random) {
    this.memory = memory;
    this.redis = redis;
    this.leases = leases;
    this.generations = generations;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /** Keeps an answer, unless it tells of a failure. */
  public void keep(CacheKey key, int status, String contentType, byte[] body) {
    LayerSettings layer = settings.get().of(key.layer());
    if (!settings.get().isOn()) {
      return;
    }
    long created = clock.millis();
    double spread = 1 + JITTER * (2 * random.nextDouble() - 1);
    long expires = created + Math.round(layer.ttlMillis() * spread);
    CachedAnswer answer = new CachedAnswer(status, contentType, body, created, expires);
    if (answer.outline().isKeepable()) {
      Coding.of(key.layer())
          .encode(body)
          .ifPresent(coded -> keep(key, answer.withBody(coded), layer.staleMillis()));
    }
  }

  private void keep(CacheKey key, CachedAnswer answer, long staleMillis) {
    memory.put(key, answer);
    if (generations.isTold()) {
      long ttl = answer.expiresMillis() - answer.createdMillis();
      leases.kept(key, redis.put(key, answer, ttl + staleMillis));
    }
  }

  /**
   * The engine was asked anew for an answer that has expired.
   *
   * @param kept whether its answer took the old one's place
   */
  public void renewed(boolean kept) {
    events.renewed(kept);
  }
}
