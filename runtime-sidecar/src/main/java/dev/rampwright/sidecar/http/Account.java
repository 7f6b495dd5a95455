package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.policy.CacheStatus;
import dev.rampwright.sidecar.cache.policy.TokenUsage;
import dev.rampwright.sidecar.sample.Latencies;
import dev.rampwright.sidecar.split.Assignment;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is counted about one request: whose it is, when what came, and what its answer says of cache
 * and tokens. Lives on the event loop.
 */
final class Account {
  private final Arrival arrival;
  private final ExchangeScope scope;
  private final Pace pace;
  private Role role = Role.LOCAL;
  private @Nullable Tally tally;
  private @Nullable AnswerTail tail;
  private TokenUsage told = TokenUsage.UNKNOWN;

  /** Opened when the request arrives, which is under way until {@link #close}. */
  Account(Arrival arrival, ExchangeScope scope) {
    this.arrival = arrival;
    this.scope = scope;
    this.pace = new Pace(scope.nanoTime());
    scope.inFlight().enter(role);
  }

  Pace pace() {
    return pace;
  }

  /** Where it counts for the gate; empty before it is assigned, and where it does not count. */
  Optional<Tally> tally() {
    return Optional.ofNullable(tally);
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

  /** The answer's head is complete; its first byte leaves now. */
  void headLeaves() {
    if (tally != null) {
      tally.lookedUp(CacheStatus.lookup(cacheStatus()));
    }
    scope.events().firstByte(role, pace.sinceArrival());
  }

  /** These bytes of the answer are written to the client. */
  void passes(Buffer bytes) {
    if (isInference()) {
      AnswerTail kept = tail == null ? new AnswerTail() : tail;
      kept.accept(bytes);
      tail = kept;
    }
  }

  /** What the answer says of tokens is known, without a look at its bytes. */
  void tells(TokenUsage usage) {
    told = isInference() ? usage : TokenUsage.UNKNOWN;
  }

  /** Counts and tells how it ended, which it does once. */
  void settle(Outcome outcome) {
    Latencies latencies = pace.latencies();
    if (tally != null) {
      tally.settle(outcome, latencies);
    }
    scope.events().ended(finished(outcome, latencies));
  }

  /** It is under way no more. */
  void close() {
    scope.inFlight().leave(role);
  }

  private boolean isInference() {
    return arrival.route() instanceof Route.Inference;
  }

  private FinishedRequest finished(Outcome outcome, Latencies latencies) {
    HttpServerRequest request = arrival.request();
    return new FinishedRequest(
        role,
        outcome,
        latencies,
        arrival.id(),
        arrival.caller().tenant(),
        Route.word(request.method()),
        arrival.route().pattern(request.path()),
        CacheWord.of(cacheStatus()),
        request.response().bytesWritten(),
        tail == null ? told : TokenUsage.in(tail.text()),
        TraceContext.traceId(request.getHeader("traceparent")));
  }

  private @Nullable String cacheStatus() {
    return arrival.request().response().headers().get(CacheStatus.HEADER);
  }
}
