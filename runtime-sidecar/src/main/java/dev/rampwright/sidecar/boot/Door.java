package dev.rampwright.sidecar.boot;

import dev.rampwright.sidecar.cache.ResponseCache;
import dev.rampwright.sidecar.drain.Drain;
import dev.rampwright.sidecar.http.Alarms;
import dev.rampwright.sidecar.http.EarlyAnswers;
import dev.rampwright.sidecar.http.ExchangeScope;
import dev.rampwright.sidecar.http.Prewarming;
import dev.rampwright.sidecar.http.ServeHandler;
import dev.rampwright.sidecar.slots.KvSlots;
import dev.rampwright.sidecar.split.Traffic;
import io.vertx.core.Vertx;

/**
 * What serves clients.
 *
 * @param traffic the split in force
 * @param serve their requests, and hops
 * @param prewarming asks as they would
 * @param byTls opened when there is a certificate for it
 */
record Door(Traffic traffic, ServeHandler serve, Prewarming prewarming, ClientTls byTls) {
  static Door of(
      Givens givens,
      Entrance entrance,
      Drain drain,
      ResponseCache cache,
      KvSlots slots,
      Reach reach,
      Tallies tallies) {
    Traffic traffic = new Traffic();
    ExchangeScope scope =
        new ExchangeScope(
            givens.vertx(),
            new Alarms(givens.vertx(), System::nanoTime),
            System::nanoTime,
            givens.config(),
            entrance.inFlight(),
            givens.settings().patience(),
            tallies.exchanges(givens),
            drain::isDraining);
    ServeHandler serve =
        new ServeHandler(
            scope,
            givens.inputs().token(),
            entrance.admission(),
            entrance.connections(),
            Entrance.bodyBudget(givens.config().value()),
            traffic,
            cache,
            entrance.pool(),
            reach.toEngine(entrance.inFlight(), slots),
            reach.toSidecars(),
            reach.engine()::wasEverHealthy,
            givens.log());
    return new Door(
        traffic,
        serve,
        serve.prewarming(reach::mayPrewarm, tallies.metrics(), givens.log()),
        byTls(givens, entrance, serve));
  }

  private static ClientTls byTls(Givens givens, Entrance entrance, ServeHandler serve) {
    Vertx vertx = givens.vertx();
    Settings settings = givens.settings();
    return new ClientTls(
        settings.tls(),
        Network.server(settings.bind(), settings.ports().serveTls()),
        options ->
            vertx
                .createHttpServer(options)
                .requestHandler(entrance.connections().counting(serve))
                .connectionHandler(entrance.connections()::opened)
                .invalidRequestHandler(new EarlyAnswers(vertx)::invalid),
        givens.log());
  }
}
