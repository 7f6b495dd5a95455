package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.sidecar.config.AdminToken;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.split.Assignment.ToCandidate;
import dev.rampwright.sidecar.split.Endpoint;
import io.vertx.core.http.HttpClientResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * Forwards the candidate's share. As long as the client has not got a byte, a candidate that cannot
 * be reached, breaks off or refuses is made good: by its next endpoint once, then by this pod. A
 * failure stays the candidate's, or the gate would be blind to it; that it is full is no failure.
 */
final class CandidatePath {
  private static final int MISDIRECTED = 421;

  private final Forwarder forwarder;
  private final Relays relays;
  private final LocalPath local;
  private final AdminToken token;
  private final Log log;

  CandidatePath(Forwarder forwarder, Relays relays, LocalPath local, AdminToken token, Log log) {
    this.forwarder = forwarder;
    this.relays = relays;
    this.local = local;
    this.token = token;
    this.log = log;
  }

  void serve(Exchange exchange, ToCandidate assignment) {
    if (assignment.attempts().isEmpty()) {
      failed(exchange, ErrorClass.CONNECTION, "the candidate has no endpoint");
    }
    attempt(exchange, assignment, 0);
  }

  private void attempt(Exchange exchange, ToCandidate assignment, int number) {
    if (exchange.hasEnded()) {
      return;
    }
    if (number >= assignment.attempts().size()) {
      exchange.account().tally().ifPresent(Tally::leftToOthers);
      local.serve(exchange);
      return;
    }
    Endpoint endpoint = assignment.attempts().get(number);
    Map<String, String> extra =
        new HashMap<>(Hop.headers(endpoint, assignment.epoch(), token.hopToken()));
    extra.putAll(exchange.arrival().caller().hopHeaders(endpoint));
    forwarder
        .send(exchange, endpoint, extra)
        .onSuccess(answer -> answered(exchange, assignment, number, answer))
        .onFailure(cause -> unreached(exchange, assignment, number, cause));
  }

  private void answered(
      Exchange exchange, ToCandidate assignment, int number, HttpClientResponse answer) {
    if (exchange.hasEnded()) {
      answer.request().reset();
    } else if (answer.statusCode() == MISDIRECTED) {
      answer.request().reset();
      failed(exchange, ErrorClass.STALE_EPOCH, "the candidate knows a later epoch");
      attempt(exchange, assignment, number + 1);
    } else if (ProxyStatus.saysFull(answer.getHeader(ProxyStatus.HEADER))) {
      answer.request().reset();
      attempt(exchange, assignment, number + 1);
    } else if (ProxyStatus.saysNotAnswered(answer.getHeader(ProxyStatus.HEADER))) {
      answer.request().reset();
      failed(exchange, ErrorClass.CONNECTION, "the candidate's engine does not answer");
      attempt(exchange, assignment, number + 1);
    } else {
      relays
          .ofCandidate(exchange, answer, cause -> unreached(exchange, assignment, number, cause))
          .start();
    }
  }

  private void unreached(Exchange exchange, ToCandidate assignment, int number, Throwable cause) {
    if (!exchange.hasEnded()) {
      Endpoint endpoint = assignment.attempts().get(number);
      failed(exchange, ErrorClass.CONNECTION, "candidate " + endpoint + ": " + cause.getMessage());
      attempt(exchange, assignment, number + 1);
    }
  }

  private void failed(Exchange exchange, ErrorClass error, String why) {
    exchange.account().tally().ifPresent(tally -> tally.attemptFailed(error));
    log.forRequest(exchange.arrival().id())
        .warn(why + "; nothing had been answered, trying elsewhere");
  }
}
