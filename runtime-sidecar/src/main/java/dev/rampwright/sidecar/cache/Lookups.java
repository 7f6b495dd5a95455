package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.Layer;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Finds what to replay, and says who is to ask the engine otherwise. Lives on the event loop. */
public final class Lookups {
  private static final String FLIGHT = "flight";

  private final Levels levels;
  private final Turns turns;
  private final CacheEvents events;

  Lookups(Levels levels, Turns turns, CacheEvents events) {
    this.levels = levels;
    this.turns = turns;
    this.events = events;
  }

  /** Looks in memory. */
  public Optional<Hit> near(CacheKey key) {
    return levels.near(key);
  }

  /**
   * Looks in the second level for what is not in memory, and waits for another sidecar that is
   * asking its engine for it. Never fails.
   *
   * @param patienceMillis how long to wait at most
   * @param abandoned whether nobody waits here any more
   */
  public Future<Turn> lookUp(CacheKey key, long patienceMillis, BooleanSupplier abandoned) {
    return levels
        .far(key)
        .compose(
            reply ->
                switch (reply) {
                  case Levels.Reply.Found(Hit hit) -> Future.succeededFuture(new Turn.Replay(hit));
                  // Asking costs less than waiting for another sidecar.
                  case Levels.Reply.Nothing nothing when key.layer() == Layer.TOKENS ->
                      Future.succeededFuture(new Turn.Ask(Lease.NONE));
                  case Levels.Reply.Nothing nothing ->
                      turns.take(key, new Turns.Patience(patienceMillis, abandoned));
                  case Levels.Reply.Unknown unknown ->
                      Future.succeededFuture(new Turn.Ask(Lease.NONE));
                });
  }

  /** Whether an answer that has not expired is in memory; counts as no lookup. */
  public boolean isNear(CacheKey key) {
    return levels.isNear(key);
  }

  /**
   * Says who is to ask the engine for what no client waits for: an answer that has expired, or one
   * that is to be there before it is asked for. Counts as no lookup. Never fails.
   */
  public Future<Turn> renewal(CacheKey key) {
    return levels
        .farUnasked(key)
        .compose(
            reply ->
                reply instanceof Levels.Reply.Found(Hit hit) && !hit.isStale()
                    ? Future.succeededFuture(new Turn.Replay(hit))
                    : turns.take(key, new Turns.Patience(0, () -> true)));
  }

  /**
   * Looks for several keys in memory, then for all that are not there in the second level by one
   * round trip. Asks no engine and waits for no other sidecar. Never fails.
   *
   * @return what was found; keys that were not are not in it
   */
  public Future<Map<CacheKey, Hit>> nearAndFar(Set<CacheKey> keys) {
    return levels.nearAndFar(keys);
  }

  /** A request that was not in memory is answered together with another one. */
  public void collapsed(CacheKey key) {
    events.lookedUp(key.layer(), FLIGHT, CacheEvents.Result.HIT);
  }
}
