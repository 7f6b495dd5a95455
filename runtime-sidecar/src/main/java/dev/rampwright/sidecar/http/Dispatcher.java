package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.split.Assignment;
import dev.rampwright.sidecar.split.Traffic;

/** Decides whose a request is, before any cache is asked. */
final class Dispatcher {
  private final Traffic traffic;
  private final LocalPath local;
  private final CandidatePath candidate;
  private final TokenBatch tokens;

  Dispatcher(Traffic traffic, LocalPath local, CandidatePath candidate, TokenBatch tokens) {
    this.traffic = traffic;
    this.local = local;
    this.candidate = candidate;
    this.tokens = tokens;
  }

  void dispatch(Exchange exchange) {
    switch (exchange.arrival().route()) {
      case Route.Inference inference -> infer(exchange);
      case Route.Passed passed -> local.serve(exchange);
      case Route.TokenBatch batch -> tokens.serve(exchange);
      case Route.Unknown unknown ->
          exchange.refuse(
              Problem.notFound(
                  exchange.request().method().name(), String.valueOf(exchange.request().path())));
    }
  }

  private void infer(Exchange exchange) {
    switch (exchange.arrival().hop()) {
      case Hop.From from -> serveHop(exchange, from);
      case Hop.None none -> {
        switch (traffic.assign(name -> exchange.request().getHeader(name))) {
          case Assignment.ToLocal mine -> {
            exchange.account().assignedTo(Role.LOCAL, mine);
            local.serve(exchange);
          }
          case Assignment.ToCandidate theirs -> {
            exchange.account().assignedTo(Role.CANDIDATE, theirs);
            candidate.serve(exchange, theirs);
          }
        }
      }
    }
  }

  /** The sender counts a hop, and it is never split again. */
  private void serveHop(Exchange exchange, Hop.From from) {
    exchange.account().takeRole(Role.HOP);
    if (from.epoch() < traffic.epoch()) {
      exchange.refuse(Problem.staleHop(from.epoch(), traffic.epoch()));
    } else {
      local.serve(exchange);
    }
  }
}
