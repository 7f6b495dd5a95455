package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.CacheDecisions;
import dev.rampwright.sidecar.cache.Hit;
import dev.rampwright.sidecar.cache.Lookups;
import dev.rampwright.sidecar.cache.ReplayStamp;
import dev.rampwright.sidecar.cache.ResponseCache;
import dev.rampwright.sidecar.cache.policy.Ask;
import dev.rampwright.sidecar.cache.policy.CacheStatus;
import dev.rampwright.sidecar.cache.policy.Decision;
import dev.rampwright.sidecar.cache.policy.RequestDirectives;
import dev.rampwright.sidecar.log.Log;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Serves a request from this pod: a replay from the cache, else the engine's answer. */
final class LocalPath implements Flights.Answers {
  /** Headers that may change what a body means to an engine. */
  private static final List<String> HOW_TO_READ =
      List.of("content-type", "anthropic-version", "anthropic-beta", "openai-beta");

  private static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized(CacheStatus.HEADER);

  private final CacheDecisions decisions;
  private final Lookups lookups;
  private final ReplayStamp stamp;
  private final EngineCalls engine;
  private final Relays relays;
  private final Flights flights;
  private final Renewals renewals;
  private final ExchangeScope scope;
  private final BooleanSupplier engineWasReady;
  private final Log log;

  LocalPath(
      ResponseCache cache,
      EngineCalls engine,
      Relays relays,
      ExchangeScope scope,
      BooleanSupplier engineWasReady,
      Log log) {
    this.decisions = cache.decisions();
    this.lookups = cache.lookups();
    this.stamp = cache.stamp();
    this.engine = engine;
    this.relays = relays;
    this.flights = new Flights(cache.lookups(), engine, relays, scope, this);
    this.renewals = new Renewals(cache.lookups(), cache.keeper(), engine, relays, scope);
    this.scope = scope;
    this.engineWasReady = engineWasReady;
    this.log = log;
  }

  void serve(Exchange exchange) {
    Decision decision = decide(exchange);
    if (decision instanceof Decision.Cacheable cacheable && cacheable.directives().mayReplay()) {
      lookups
          .near(cacheable.key())
          .ifPresentOrElse(
              hit -> replay(exchange, hit, cacheable), () -> flights.join(exchange, cacheable));
    } else {
      askEngine(exchange, decision);
    }
  }

  private Decision decide(Exchange exchange) {
    var request = exchange.request();
    if (!decisions.isOn() || !request.method().equals(HttpMethod.POST)) {
      return new Decision.Absent();
    }
    String path = Objects.requireNonNull(request.path(), "a routed request has a path");
    return decisions.decide(ask(exchange, path, exchange.body().getBytes()));
  }

  /** What the request asks with that body at that path. */
  static Ask ask(Exchange exchange, String path, byte[] body) {
    var request = exchange.request();
    return new Ask(
        exchange.arrival().caller().tenant(),
        all(request.headers(), Headers.AGENT, "\n"),
        path,
        request.query() != null,
        howToRead(request.headers()),
        exchange.arrival().caller().credential(request.headers()),
        body,
        directives(exchange));
  }

  static String howToRead(MultiMap headers) {
    StringBuilder read = new StringBuilder();
    for (String name : HOW_TO_READ) {
      read.append(all(headers, name, ",")).append('\n');
    }
    return read.substring(0, read.length() - 1);
  }

  /** All values of a header; empty without any, which takes no list to find out. */
  private static String all(MultiMap headers, String name, String between) {
    if (!headers.contains(name)) {
      return "";
    }
    List<String> values = headers.getAll(name);
    return values.size() == 1 ? values.getFirst() : String.join(between, values);
  }

  @Override
  public void replay(Exchange exchange, Hit hit, Decision.Cacheable cacheable) {
    if (exchange.hasEnded()) {
      return;
    }
    RequestDirectives directives = cacheable.directives();
    if (!directives.accepts(hit.ageSeconds()) || (hit.isStale() && !directives.acceptsExpired())) {
      // What is kept is older than this client takes.
      askEngine(exchange, cacheable.withoutReplay());
      return;
    }
    if (hit.isStale()) {
      renewals.begin(exchange, cacheable);
    }
    HttpServerResponse response = exchange.response();
    response.putHeader(HttpHeaders.CONTENT_TYPE, hit.answer().contentType());
    response.putHeader(CACHE_STATUS, CacheStatus.hit(hit.ttlSeconds(), hit.level()));
    response.putHeader(HttpHeaders.AGE, Long.toString(hit.ageSeconds()));
    exchange.head(hit.answer().status());
    Buffer body = Buffer.buffer(hit.answer().body());
    stamp.write(hit.answer(), body::setBytes);
    exchange.replay(
        body, new Outcome.Replayed(hit.answer().status()), hit.answer().outline().usage());
  }

  private static RequestDirectives directives(Exchange exchange) {
    MultiMap headers = exchange.request().headers();
    return RequestDirectives.of(
        headers.contains(HttpHeaders.CACHE_CONTROL)
            ? String.join(",", headers.getAll(HttpHeaders.CACHE_CONTROL))
            : null);
  }

  private void askEngine(Exchange exchange, Decision decision) {
    if (exchange.hasEnded()) {
      return;
    }
    engine
        .send(exchange)
        .onSuccess(answer -> relay(exchange, decision, answer))
        .onFailure(cause -> noAnswer(exchange, cause));
  }

  private void relay(Exchange exchange, Decision decision, HttpClientResponse answer) {
    if (exchange.hasEnded()) {
      answer.request().reset();
    } else {
      relays.ofEngine(exchange, answer, decision, cause -> noAnswer(exchange, cause)).start();
    }
  }

  @Override
  public void noAnswer(Exchange exchange, Throwable cause) {
    if (exchange.hasEnded()) {
      return;
    }
    if (cause instanceof NoAnswerException instead) {
      exchange.answer(instead.problem(), instead.outcome());
      return;
    }
    SidecarConfig.Engine config = scope.config().value().engine();
    String address = config.host() + ":" + config.port();
    Problem problem =
        engineWasReady.getAsBoolean()
            ? Problem.engineDown(address, String.valueOf(cause.getMessage()))
            : Problem.engineLoading(address);
    log.forRequest(exchange.arrival().id()).warn(problem.message());
    exchange.answer(problem, new Outcome.Failed(problem.status(), ErrorClass.CONNECTION));
  }
}
