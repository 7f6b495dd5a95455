package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarStats.ErrorClass;
import dev.rampwright.sidecar.cache.policy.CacheStatus;
import dev.rampwright.sidecar.cache.policy.Lookup;
import dev.rampwright.sidecar.cache.policy.TokenUsage;
import dev.rampwright.sidecar.sample.Latencies;
import dev.rampwright.sidecar.split.Assignment;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request from its arrival to its answer's last byte. It ends exactly once: answered, left by
 * its client, or cut by its deadline. Lives on the event loop.
 */
final class Exchange {
  private static final long LINGER_MILLIS = 2_000;

  private enum Phase {
    READING,
    WAITING,
    ANSWERING,
    ENDED
  }

  private final HttpServerRequest request;
  private final Route route;
  private final Hop hop;
  private final Caller caller;
  private final String id;
  private final ExchangeScope scope;
  private final Pace pace;
  private Phase phase = Phase.READING;
  private Role role = Role.LOCAL;
  private @Nullable Tally tally;
  private Buffer body = Buffer.buffer();
  private Source source = () -> {};
  private @Nullable Outcome finishing;
  private final List<Runnable> atEnd = new ArrayList<>();
  private @Nullable AnswerTail tail;
  private TokenUsage told = TokenUsage.UNKNOWN;

  Exchange(HttpServerRequest request, Route route, Hop hop, Caller caller, ExchangeScope scope) {
    this.request = request;
    this.route = route;
    this.hop = hop;
    this.caller = caller;
    this.id = RequestIds.of(request.getHeader(Headers.REQUEST_ID));
    this.scope = scope;
    this.pace = new Pace(scope.nanoTime());
    scope.inFlight().enter(role);
    this.atEnd.add(scope.startDeadline(this));
    request.response().closeHandler(closed -> clientLeft());
    request.response().exceptionHandler(broken -> clientLeft());
    request.exceptionHandler(broken -> clientLeft());
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return request.response();
  }

  Route route() {
    return route;
  }

  Hop hop() {
    return hop;
  }

  Caller caller() {
    return caller;
  }

  String id() {
    return id;
  }

  Pace pace() {
    return pace;
  }

  Buffer body() {
    return body;
  }

  /** Whether its outcome is settled, so that nothing more may be written. */
  boolean hasEnded() {
    return phase == Phase.ENDED || finishing != null;
  }

  boolean isAnswering() {
    return phase == Phase.ANSWERING;
  }

  Optional<Tally> tally() {
    return Optional.ofNullable(tally);
  }

  void bodyArrived(Buffer bytes) {
    body = bytes;
    phase = Phase.WAITING;
  }

  /** These bytes of the answer are written to the client. */
  void passes(Buffer bytes) {
    if (route instanceof Route.Inference) {
      AnswerTail kept = tail == null ? new AnswerTail() : tail;
      kept.accept(bytes);
      tail = kept;
    }
  }

  /** Runs when the exchange has ended, however it did. */
  void atEnd(Runnable work) {
    atEnd.add(work);
  }

  /** The request counts as this role's from here on. */
  void takeRole(Role next) {
    scope.inFlight().enter(next);
    scope.inFlight().leave(role);
    role = next;
  }

  void assignedTo(Role next, Assignment assignment) {
    takeRole(next);
    tally = new Tally(assignment.counters());
  }

  /** From here on a client that leaves, or the deadline, cancels this source. */
  void answerComesFrom(Source next) {
    source = next;
  }

  /** Sets status and the headers that every answer carries; the next write sends them. */
  void head(int status) {
    phase = Phase.ANSWERING;
    HttpServerResponse response = response();
    response.setStatusCode(status);
    errorShape().requestIdHeaders().forEach(name -> response.putHeader(name, id));
    if (!response.headers().contains(Headers.REVISION)) {
      response.putHeader(Headers.REVISION, scope.revision());
    }
    if (scope.isDraining()) {
      response.putHeader("Connection", "close");
    }
    Lookup lookup = CacheStatus.lookup(response.headers().get(CacheStatus.HEADER));
    tally().ifPresent(counted -> counted.lookedUp(lookup));
    scope.events().firstByte(role, pace.sinceArrival());
  }

  /** Answers with an error of the sidecar's own, and ends. */
  void answer(Problem problem, Outcome outcome) {
    problem.headers().forEach(response()::putHeader);
    response().putHeader("Content-Type", "application/json");
    head(problem.status());
    finish(Buffer.buffer(errorShape().write(problem, id)), outcome);
  }

  private ErrorShape errorShape() {
    return ErrorShape.of(request.path());
  }

  void refuse(Problem problem) {
    answer(problem, new Outcome.Refused(problem.status()));
  }

  /** Sends the last bytes; the exchange ends when they have left. */
  void finish(Buffer last, Outcome outcome) {
    passes(last);
    send(last, outcome);
  }

  /** Sends all of an answer of which it is known what it tells of tokens; likewise. */
  void replay(Buffer all, Outcome outcome, TokenUsage usage) {
    told = route instanceof Route.Inference ? usage : TokenUsage.UNKNOWN;
    send(all, outcome);
  }

  private void send(Buffer last, Outcome outcome) {
    finishing = outcome;
    response().end(last).onComplete(sent -> end(outcome));
  }

  /**
   * Refuses a request whose body has not been read, and reads on for a moment: closing with unread
   * bytes would reset the connection, and many clients then never see the answer.
   */
  void refuseUnread(Problem problem) {
    response().putHeader("Connection", "close");
    refuse(problem);
    scope.vertx().setTimer(LINGER_MILLIS, fired -> request.connection().close());
  }

  /** Breaks the answer off in a way that the client can tell from its proper end. */
  void cut(Outcome outcome) {
    endAndCancel(outcome);
    request.connection().close();
  }

  void deadlinePassed(long timeoutMillis) {
    switch (phase) {
      case READING -> refuseUnread(Problem.bodyTooSlow());
      case WAITING -> {
        Problem problem = Problem.deadline(timeoutMillis);
        answer(problem, new Outcome.Failed(problem.status(), ErrorClass.TIMEOUT));
        source.cancel();
      }
      case ANSWERING -> cut(outcomeOfDeadline());
      case ENDED -> {}
    }
  }

  private Outcome outcomeOfDeadline() {
    int status = response().getStatusCode();
    if (finishing != null) {
      return finishing;
    }
    return source
        .foregone()
        .orElseGet(
            () ->
                source.isHeldUpByClient()
                    ? new Outcome.ClientLeft(status)
                    : new Outcome.Failed(status, ErrorClass.TIMEOUT));
  }

  private FinishedRequest finished(Outcome outcome, Latencies latencies) {
    return new FinishedRequest(
        role,
        outcome,
        latencies,
        id,
        caller.tenant(),
        Route.word(request.method()),
        route.pattern(request.path()),
        CacheWord.of(response().headers().get(CacheStatus.HEADER)),
        response().bytesWritten(),
        tail == null ? told : TokenUsage.in(tail.text()),
        TraceContext.traceId(request.getHeader("traceparent")));
  }

  private void clientLeft() {
    if (phase == Phase.ENDED) {
      return;
    }
    boolean answering = phase == Phase.ANSWERING;
    int status = answering ? response().getStatusCode() : 499;
    if (finishing != null) {
      end(finishing);
    } else {
      endAndCancel(source.foregone().orElseGet(() -> new Outcome.ClientLeft(status)));
    }
  }

  /** In this order: a cancelled source reports at once that it broke, which must mean nothing. */
  private void endAndCancel(Outcome outcome) {
    end(outcome);
    source.cancel();
  }

  private void end(Outcome outcome) {
    if (phase == Phase.ENDED) {
      return;
    }
    phase = Phase.ENDED;
    Latencies latencies = pace.latencies();
    tally().ifPresent(counted -> counted.settle(outcome, latencies));
    scope.events().ended(finished(outcome, latencies));
    atEnd.forEach(Runnable::run);
    scope.inFlight().leave(role);
    if (scope.isDraining()) {
      request.connection().close();
    }
  }
}
