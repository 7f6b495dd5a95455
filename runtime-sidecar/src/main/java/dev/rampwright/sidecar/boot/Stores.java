package dev.rampwright.sidecar.boot;

import dev.rampwright.sidecar.cache.CacheEvents;
import dev.rampwright.sidecar.cache.RedisConnector;
import dev.rampwright.sidecar.cache.RedisThreads;
import dev.rampwright.sidecar.cache.ResponseCache;
import dev.rampwright.sidecar.observe.EngineProbe;
import dev.rampwright.sidecar.slots.KvSlots;
import dev.rampwright.sidecar.slots.SlotEvents;
import dev.rampwright.sidecar.slots.SlotParts;
import io.vertx.core.Context;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What keeps something from one request to the next; each follows configuration and secrets. */
final class Stores {
  private Stores() {}

  /** Answers and token IDs. */
  static ResponseCache cache(
      Givens givens,
      Context context,
      RedisThreads threads,
      EngineProbe engine,
      CacheEvents events) {
    ResponseCache cache =
        new ResponseCache(
            givens.vertx(),
            context,
            threads,
            System::nanoTime,
            InstantSource.system(),
            RandomGenerator.getDefault(),
            new RedisConnector(givens.settings().cacheSecrets(), givens.settings().tls()),
            events,
            engine::build);
    cache.configure(givens.config().value());
    givens.inputs().cacheSecrets().onChange(cache::use);
    givens.config().onChange(cache::configure);
    return cache;
  }

  /** The engine's KV slots. */
  static KvSlots slots(Givens givens, Reach reach, SlotEvents events) {
    KvSlots slots =
        SlotParts.create(
            givens.vertx(),
            reach.fresh(),
            () -> givens.config().value().engine(),
            givens.settings().slots(),
            InstantSource.system(),
            System::nanoTime,
            events);
    slots.configure(givens.config().value());
    givens.inputs().cacheSecrets().onChange(slots::use);
    givens.config().onChange(slots::configure);
    reach.engine().onUp(slots::engineCameUp);
    return slots;
  }
}
