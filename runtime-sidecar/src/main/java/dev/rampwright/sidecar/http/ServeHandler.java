package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.ResponseCache;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.AdminToken;
import dev.rampwright.sidecar.identity.Acquaintance;
import dev.rampwright.sidecar.identity.Admission;
import dev.rampwright.sidecar.identity.Verdict;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.pool.EnginePool;
import dev.rampwright.sidecar.split.Traffic;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The door: every request of a client, and every hop, begins its way here. */
public final class ServeHandler implements Handler<HttpServerRequest> {
  private static final int MAX_HEADERS = 128;

  private final ExchangeScope scope;
  private final AdminToken token;
  private final Admission admission;
  private final Connections connections;
  private final BodyBudget budget;
  private final Dispatcher dispatcher;
  private final PrewarmAsks asks;

  /**
   * Wires the parts of a request's way.
   *
   * @param admission who is let in
   * @param connections those that clients open
   * @param pool the slots of the pod's own engine
   * @param engine the way to the pod's own engine
   * @param hops the way to other sidecars
   * @param engineWasReady whether the engine has ever been healthy
   */
  public ServeHandler(
      ExchangeScope scope,
      AdminToken token,
      Admission admission,
      Connections connections,
      BodyBudget budget,
      Traffic traffic,
      ResponseCache cache,
      EnginePool pool,
      Forwarder engine,
      Forwarder hops,
      BooleanSupplier engineWasReady,
      Log log) {
    this.scope = scope;
    this.token = token;
    this.admission = admission;
    this.connections = connections;
    this.budget = budget;
    Relays relays = new Relays(scope, cache.keeper(), engine);
    EngineCalls calls = new EngineCalls(engine, pool, scope.config());
    LocalPath local = new LocalPath(cache, calls, relays, scope, engineWasReady, log);
    CandidatePath candidate = new CandidatePath(hops, relays, local, token, log);
    this.asks = new PrewarmAsks(cache.decisions(), cache.lookups(), calls, relays, scope);
    this.dispatcher =
        new Dispatcher(
            traffic, local, candidate, new TokenBatch(cache.decisions(), cache.lookups()));
  }

  /**
   * What warms the cache.
   *
   * @param mayAsk whether the engine is up and has said what it is
   */
  public Prewarming prewarming(BooleanSupplier mayAsk, PrewarmEvents events, Log log) {
    return new Prewarming(order -> new PrewarmRun(order, asks, mayAsk, scope, events, log));
  }

  /** A client's request, whatever hop headers it has, unless hops in clear text are taken too. */
  @Override
  public void handle(HttpServerRequest request) {
    if (comesInClearTextInVain(request)) {
      exchange(request, new Hop.None(), Tenant.ANONYMOUS).refuseUnread(Problem.tlsOnly());
      return;
    }
    CorsPolicy cors = new CorsPolicy(scope.config().value().servingOrDefault().allowOrigins());
    @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (isPreflight(request)) {
      @Nullable String wanted = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
      cors.preflight(origin, wanted).forEach(request.response()::putHeader);
      request.response().setStatusCode(204).end();
      return;
    }
    cors.headers(origin).forEach(request.response()::putHeader);
    Hop hop =
        scope.config().value().takesLegacyHops()
            ? Hop.withToken(request.headers(), token.hopToken())
            : new Hop.None();
    if (Route.isOpen(request.path())) {
      take(request, hop, Tenant.ANONYMOUS);
    } else {
      Acquaintance last = connections.lastOn(request.connection());
      decide(request, hop, admission.judge(last, request.headers()::getAll));
    }
  }

  /** Sidecars of release 0.1.0 know no other way; whoever has only asked for health learns it. */
  private boolean comesInClearTextInVain(HttpServerRequest request) {
    return !request.isSSL()
        && scope.config().value().servingOrDefault().servesTlsOnly()
        && !scope.config().value().takesLegacyHops()
        && !Route.isOpen(request.path());
  }

  private void decide(HttpServerRequest request, Hop hop, Verdict verdict) {
    switch (verdict) {
      case Verdict.Admitted(Tenant tenant) -> take(request, hop, tenant);
      case Verdict.Refused(String message) ->
          exchange(request, hop, Tenant.ANONYMOUS).refuseUnread(Problem.unknownClient(message));
      case Verdict.Undecidable(String message) ->
          exchange(request, hop, Tenant.ANONYMOUS).refuseUnread(Problem.undecidableClient(message));
      case Verdict.Pending(Future<Verdict> soon) -> await(request, hop, soon);
    }
  }

  /** The request is under way meanwhile, so that a draining pod waits for it. */
  private void await(HttpServerRequest request, Hop hop, Future<Verdict> soon) {
    request.pause();
    scope.inFlight().enter(Role.LOCAL);
    soon.otherwise(cause -> new Verdict.Undecidable("the token cannot be verified; try again"))
        .onSuccess(
            verdict -> {
              if (!request.response().closed()) {
                decide(request, hop, verdict);
                request.resume();
              }
              scope.inFlight().leave(Role.LOCAL);
            });
  }

  /** For connections that only sidecars of the same service can open. */
  public Handler<HttpServerRequest> hops() {
    return request ->
        take(request, Hop.authenticated(request.headers()), Caller.ofHop(request.headers()));
  }

  private void take(HttpServerRequest request, Hop hop, Tenant tenant) {
    Exchange exchange = exchange(request, hop, tenant);
    if (hasTooManyHeaders(request)) {
      exchange.refuseUnread(Problem.headersTooLarge());
    } else {
      new BodyReader(exchange, scope, budget, dispatcher::dispatch).read();
    }
  }

  /** Browsers send no credentials with it, so it comes before these are asked for. */
  private static boolean isPreflight(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(HttpHeaders.ORIGIN)
        && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  private static boolean hasTooManyHeaders(HttpServerRequest request) {
    int count = 0;
    // Not by their names, each of which would become a text for that.
    for (var headers = request.headers().iterator(); headers.hasNext(); headers.next()) {
      count++;
    }
    return count > MAX_HEADERS;
  }

  private Exchange exchange(HttpServerRequest request, Hop hop, Tenant tenant) {
    Caller caller = new Caller(tenant, admission.clients().withheld());
    return new Exchange(Arrival.of(request, hop, caller), scope);
  }
}
