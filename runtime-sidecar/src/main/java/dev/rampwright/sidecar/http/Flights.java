package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.Hit;
import dev.rampwright.sidecar.cache.Lease;
import dev.rampwright.sidecar.cache.Lookups;
import dev.rampwright.sidecar.cache.Turn;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.Decision.Cacheable;
import dev.rampwright.sidecar.cache.policy.Tenant;
import io.vertx.core.http.HttpClientResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings together requests that ask the same at the same time, so that the engine is asked once.
 * Lives on the event loop.
 */
final class Flights {
  /** For another sidecar's answer: asking oneself would seldom take less. */
  private static final long PATIENCE_MILLIS = 5_000;

  /** A stream's client sees nothing of another sidecar's answer before its end. */
  private static final long STREAM_PATIENCE_MILLIS = 500;

  private final Lookups lookups;
  private final EngineCalls engine;
  private final Relays relays;
  private final ExchangeScope scope;
  private final Answers answers;
  private final Map<CacheKey, Started> flying = new HashMap<>();

  private record Started(Flight flight, long atNanos) {}

  /** How one request is answered without the engine. */
  interface Answers {
    /** From the cache. */
    void replay(Exchange exchange, Hit hit, Cacheable cacheable);

    /** By what went wrong. */
    void noAnswer(Exchange exchange, Throwable cause);
  }

  Flights(
      Lookups lookups, EngineCalls engine, Relays relays, ExchangeScope scope, Answers answers) {
    this.lookups = lookups;
    this.engine = engine;
    this.relays = relays;
    this.scope = scope;
    this.answers = answers;
  }

  /** Answers a request that is not in memory: with others that ask the same, or as the first. */
  void join(Exchange exchange, Cacheable cacheable) {
    @Nullable Started same = flying.get(cacheable.key());
    if (same != null && same.flight().isJoinable() && !isStale(same)) {
      lookups.collapsed(cacheable.key());
      same.flight().join(exchange, cacheable);
      return;
    }
    Ground ground = new Ground(cacheable);
    Flight flight = new Flight(ground);
    flying.put(cacheable.key(), new Started(flight, scope.nanoTime().getAsLong()));
    flight.join(exchange, cacheable);
    Outgoing outgoing = Outgoing.of(exchange);
    Tenant tenant = exchange.arrival().caller().tenant();
    long patience = cacheable.streamed() ? STREAM_PATIENCE_MILLIS : PATIENCE_MILLIS;
    lookups
        .lookUp(cacheable.key(), patience, flight::isOver)
        .onSuccess(
            turn -> {
              switch (turn) {
                case Turn.Replay(Hit hit) -> flight.found(hit);
                case Turn.Ask(Lease lease) -> {
                  ground.lease = lease;
                  askEngine(flight, ground, outgoing, tenant);
                }
                case Turn.Theirs() -> askEngine(flight, ground, outgoing, tenant);
              }
            });
  }

  /** An engine that hangs must not keep everybody who comes later waiting for it, too. */
  private boolean isStale(Started started) {
    long age = scope.nanoTime().getAsLong() - started.atNanos();
    return age / 1_000_000 > scope.config().value().limits().requestTimeoutMillis();
  }

  private void askEngine(Flight flight, Ground ground, Outgoing outgoing, Tenant tenant) {
    if (flight.isOver()) {
      ground.lease.end();
      return;
    }
    engine
        .send(outgoing, tenant, flight::isOver, flight::answerComesFrom)
        .onSuccess(flight::answered)
        .onFailure(flight::failed);
  }

  /** Where the flights of one key start. */
  private final class Ground implements Flight.Ground {
    private final Cacheable cacheable;
    private Lease lease = Lease.NONE;

    Ground(Cacheable cacheable) {
      this.cacheable = cacheable;
    }

    @Override
    public void closed(Flight flight) {
      lease.end();
      flying.computeIfPresent(
          cacheable.key(), (key, started) -> started.flight() == flight ? null : started);
    }

    @Override
    public void replay(Exchange exchange, Hit hit, Cacheable asked) {
      answers.replay(exchange, hit, asked);
    }

    @Override
    public void noAnswer(Exchange exchange, Throwable cause) {
      answers.noAnswer(exchange, cause);
    }

    @Override
    public Broadcast broadcast(Exchange first, HttpClientResponse answer, Broadcast.Ends ends) {
      return relays.toAll(first, answer, cacheable, ends);
    }
  }
}
