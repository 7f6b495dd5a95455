package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.ResponseCache;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.AdminToken;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.split.Traffic;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;

/** The door: every request of the serve port begins its way here. */
public final class ServeHandler implements Handler<HttpServerRequest> {
  private final ExchangeScope scope;
  private final AdminToken token;
  private final BodyBudget budget;
  private final Dispatcher dispatcher;

  /**
   * Wires the parts of a request's way.
   *
   * @param engineWasReady whether the engine has ever been healthy
   */
  public ServeHandler(
      ExchangeScope scope,
      AdminToken token,
      BodyBudget budget,
      Traffic traffic,
      ResponseCache cache,
      Forwarder forwarder,
      BooleanSupplier engineWasReady,
      Log log) {
    this.scope = scope;
    this.token = token;
    this.budget = budget;
    Relays relays = new Relays(scope, cache);
    LocalPath local = new LocalPath(cache, forwarder, relays, scope, engineWasReady, log);
    CandidatePath candidate = new CandidatePath(forwarder, relays, local, token, log);
    this.dispatcher = new Dispatcher(traffic, local, candidate);
  }

  @Override
  public void handle(HttpServerRequest request) {
    Route route = Route.of(request.method(), request.path());
    Hop hop = Hop.of(request.headers(), token.hopToken());
    Exchange exchange = new Exchange(request, route, hop, Tenant.DEFAULT, scope);
    int maxBytes = scope.config().value().limits().maxBodyBytes();
    new BodyReader(exchange, maxBytes, budget, dispatcher::dispatch).read();
  }
}
