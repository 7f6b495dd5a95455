package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.AnswerKeeper;
import dev.rampwright.sidecar.cache.Lease;
import dev.rampwright.sidecar.cache.Lookups;
import dev.rampwright.sidecar.cache.Turn;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.Decision.Cacheable;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks the engine anew for answers that were replayed although they had expired (RFC 5861, section
 * 3), behind the clients' backs: one request for each of them, of all sidecars together. What goes
 * wrong here concerns no client; the old answer stays until it is too old. Lives on the event loop.
 */
final class Renewals {
  /** The engine is there for clients first. */
  private static final int MAX_UNDER_WAY = 4;

  /** Who has learnt that another sidecar is asking does not look again at once. */
  private static final long PAUSE_MILLIS = 500;

  private final Lookups lookups;
  private final AnswerKeeper keeper;
  private final EngineCalls engine;
  private final Relays relays;
  private final ExchangeScope scope;
  private final Set<CacheKey> underWay = new HashSet<>();

  Renewals(
      Lookups lookups,
      AnswerKeeper keeper,
      EngineCalls engine,
      Relays relays,
      ExchangeScope scope) {
    this.lookups = lookups;
    this.keeper = keeper;
    this.engine = engine;
    this.relays = relays;
    this.scope = scope;
  }

  /**
   * Begins one, unless it is under way, or there are enough.
   *
   * @param asker whose request is asked again
   */
  void begin(Exchange asker, Cacheable cacheable) {
    if (scope.isDraining()
        || underWay.size() >= MAX_UNDER_WAY
        || !cacheable.directives().mayStore()
        || !underWay.add(cacheable.key())) {
      return;
    }
    Outgoing outgoing = Outgoing.of(asker);
    Route route = asker.arrival().route();
    lookups
        .renewal(cacheable.key())
        .onSuccess(
            turn -> {
              switch (turn) {
                case Turn.Replay replay -> underWay.remove(cacheable.key());
                case Turn.Theirs theirs ->
                    scope.vertx().setTimer(PAUSE_MILLIS, fired -> underWay.remove(cacheable.key()));
                case Turn.Ask(Lease lease) -> ask(outgoing, cacheable, route, lease);
              }
            });
  }

  private void ask(Outgoing outgoing, Cacheable cacheable, Route route, Lease lease) {
    new Unattended(relays, scope, route, cacheable)
        .ask((abandoned, source) -> engine.sendIfIdle(outgoing, abandoned, source))
        .onSuccess(
            kept -> {
              keeper.renewed(kept);
              underWay.remove(cacheable.key());
              lease.end();
            });
  }
}
