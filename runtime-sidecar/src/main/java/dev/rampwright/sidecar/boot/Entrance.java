package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.drain.Drain;
import dev.rampwright.sidecar.http.BodyBudget;
import dev.rampwright.sidecar.http.Connections;
import dev.rampwright.sidecar.http.InFlight;
import dev.rampwright.sidecar.identity.Admission;
import dev.rampwright.sidecar.identity.IssuedTokens;
import dev.rampwright.sidecar.pool.EnginePool;
import dev.rampwright.sidecar.pool.PoolSize;
import dev.rampwright.sidecar.slots.KvSlots;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in, how many at once, and who is there.
 *
 * @param admission follows the configuration
 * @param pool the engine's slots, likewise
 * @param inFlight requests under way
 * @param connections of clients and siblings
 */
record Entrance(Admission admission, EnginePool pool, InFlight inFlight, Connections connections) {
  static Entrance of(Givens givens) {
    Admission admission =
        new Admission(
            givens.inputs().token()::apiKeyDigests,
            new IssuedTokens(
                givens.vertx(), InstantSource.system(), System::nanoTime, givens.log()));
    admission.configure(givens.config().value().auth());
    givens.config().onChange(next -> admission.configure(next.auth()));
    EnginePool pool = new EnginePool(System::nanoTime);
    resize(pool, givens.config().value());
    givens.config().onChange(next -> resize(pool, next));
    return new Entrance(
        admission,
        pool,
        new InFlight(),
        new Connections(System::nanoTime, givens.settings().patience()));
  }

  private static void resize(EnginePool pool, SidecarConfig next) {
    SidecarConfig.@Nullable Pool bounds = next.servingOrDefault().pool();
    pool.resize(bounds == null ? null : new PoolSize(bounds.slots(), bounds.queueDepth()));
  }

  /** How all leave, and the engine's slots are saved when they have. */
  Drain drain(Givens givens, KvSlots slots) {
    return new Drain(
        givens.vertx(),
        inFlight,
        connections,
        givens.settings().drainSettle(),
        givens::drainTimeout,
        slots::saveAll,
        givens.log());
  }

  /** Half of what the cache leaves of the heap. */
  static BodyBudget bodyBudget(SidecarConfig config) {
    CacheConfig cache = config.cache();
    long heap = Runtime.getRuntime().maxMemory();
    long free = heap - (cache == null ? 0 : cache.memoryMaxBytes());
    return new BodyBudget(Math.max(free / 2, config.limits().maxBodyBytes()));
  }
}
