package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.AnswerKeeper;
import dev.rampwright.sidecar.cache.policy.CachePolicy;
import dev.rampwright.sidecar.cache.policy.CacheStatus;
import dev.rampwright.sidecar.cache.policy.Decision;
import dev.rampwright.sidecar.cache.policy.Lookup;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Decides what a relayed answer is watched for, and which headers it gets. */
final class Relays {
  private final ExchangeScope scope;
  private final AnswerKeeper keeper;
  private final Forwarder engine;

  Relays(ExchangeScope scope, AnswerKeeper keeper, Forwarder engine) {
    this.scope = scope;
    this.keeper = keeper;
    this.engine = engine;
  }

  /** The own engine's answer, kept where the decision allows. */
  Relay ofEngine(
      Exchange exchange,
      HttpClientResponse answer,
      Decision decision,
      Consumer<Throwable> brokeBeforeFirstByte) {
    Optional<Recorder> recorder = recorder(decision, answer);
    Optional<SlotUse> use = engine.slotUse(answer);
    return new Relay(
        exchange,
        answer,
        engineTaps(exchange.arrival().route(), exchange.account().pace(), answer, recorder),
        () -> engineHead(exchange, answer, decision, recorder.isPresent(), use),
        UnaryOperator.identity(),
        brokeBeforeFirstByte,
        idleWatch(exchange),
        stall());
  }

  /** The own engine's answer for all that asked the same, kept where the decision allows. */
  Broadcast toAll(
      Exchange first, HttpClientResponse answer, Decision.Cacheable decision, Broadcast.Ends ends) {
    Optional<Recorder> recorder = recorder(decision, answer);
    Optional<SlotUse> use = engine.slotUse(answer);
    return new Broadcast(
        answer,
        engineTaps(first.arrival().route(), first.account().pace(), answer, recorder),
        (exchange, isFirst) -> {
          engineHead(exchange, answer, decision, recorder.isPresent(), use);
          if (!isFirst) {
            exchange.response().putHeader(CacheStatus.HEADER, CacheStatus.collapsed());
          }
        },
        idleWatch(first),
        stall(),
        ends);
  }

  /** What watches an answer of the own engine that no client waits for. */
  Taps unattended(Route route, HttpClientResponse answer, Decision.Cacheable decision) {
    return engineTaps(route, new Pace(scope.nanoTime()), answer, recorder(decision, answer));
  }

  private Taps engineTaps(
      Route route, Pace pace, HttpClientResponse answer, Optional<Recorder> recorder) {
    // A translated answer's own scanner hears the engine's words.
    Optional<SlotUse> use =
        engine.slotUse(answer).filter(it -> !(answer instanceof TranslatedAnswer));
    return new Taps(scanner(route, pace, answer), recorder, use.map(SlotUse::scanner));
  }

  /** A candidate's answer, passed on with what its sidecar says of it. */
  Relay ofCandidate(
      Exchange exchange, HttpClientResponse answer, Consumer<Throwable> brokeBeforeFirstByte) {
    boolean replayed = CacheStatus.lookup(answer.getHeader(CacheStatus.HEADER)) == Lookup.HIT;
    return new Relay(
        exchange,
        answer,
        new Taps(
            scanner(exchange.arrival().route(), exchange.account().pace(), answer),
            Optional.empty()),
        () -> HeaderRules.copyCandidateAnswer(answer.headers(), exchange.response().headers()),
        outcome ->
            replayed && outcome instanceof Outcome.Answered(int status)
                ? new Outcome.Replayed(status)
                : outcome,
        brokeBeforeFirstByte,
        idleWatch(exchange),
        stall());
  }

  private void engineHead(
      Exchange exchange,
      HttpClientResponse answer,
      Decision decision,
      boolean stored,
      Optional<SlotUse> used) {
    MultiMap headers = exchange.response().headers();
    HeaderRules.copyEngineAnswer(answer.headers(), headers);
    switch (decision) {
      case Decision.Absent absent -> {}
      case Decision.Bypass bypass -> headers.set(CacheStatus.HEADER, CacheStatus.bypass());
      case Decision.Cacheable cacheable ->
          headers.set(CacheStatus.HEADER, CacheStatus.forwarded(cacheable.directives(), stored));
    }
    used.ifPresent(use -> headers.add(CacheStatus.HEADER, use.cacheStatus()));
    if (answer.statusCode() == 503 && !headers.contains(HttpHeaders.RETRY_AFTER)) {
      headers.set(HttpHeaders.RETRY_AFTER, "5");
    }
  }

  private Optional<Recorder> recorder(Decision decision, HttpClientResponse answer) {
    int status = answer.statusCode();
    if (!(decision instanceof Decision.Cacheable cacheable)
        || !cacheable.directives().mayStore()
        || status < 200
        || status > 299
        || answer.headers().contains(HttpHeaders.CONTENT_ENCODING)
        || announcedBytes(answer) > CachePolicy.MAX_BYTES) {
      return Optional.empty();
    }
    return Optional.of(new Recorder(keeper, cacheable.key(), status, contentType(answer)));
  }

  private static Optional<StreamScanner> scanner(
      Route route, Pace pace, HttpClientResponse answer) {
    return route instanceof Route.Inference(Api api)
            && answer.statusCode() / 100 == 2
            && contentType(answer).startsWith("text/event-stream")
        ? api.terminalEvent().map(end -> new StreamScanner(end, api.contentNames(), pace))
        : Optional.empty();
  }

  private IdleWatch idleWatch(Exchange exchange) {
    long millis =
        scope.config().value().limits().streamIdleTimeoutMillis()
            + exchange.arrival().hop().patienceMillis();
    return new IdleWatch(scope.vertx(), scope.nanoTime(), Duration.ofMillis(millis));
  }

  private Stall stall() {
    return new Stall(scope.nanoTime(), scope.patience().stall());
  }

  private static String contentType(HttpClientResponse answer) {
    String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
    return type == null ? "application/json" : type;
  }

  private static long announcedBytes(HttpClientResponse answer) {
    String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }
}
