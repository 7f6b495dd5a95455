package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.sidecar.config.LiveConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What all exchanges share.
 *
 * @param vertx for timers that go off
 * @param alarms for deadlines, which seldom do
 * @param nanoTime monotonic time
 * @param config in force
 * @param inFlight requests under way
 * @param patience with clients
 * @param events told of first bytes and ends
 * @param draining whether the sidecar is leaving
 */
public record ExchangeScope(
    Vertx vertx,
    Alarms alarms,
    LongSupplier nanoTime,
    LiveConfig config,
    InFlight inFlight,
    Patience patience,
    ExchangeEvents events,
    BooleanSupplier draining) {
  boolean isDraining() {
    return draining.getAsBoolean();
  }

  String revision() {
    return config.value().revision();
  }

  /** Sets the headers that every answer carries. */
  void mark(Arrival answered) {
    HttpServerResponse response = answered.request().response();
    answered
        .errorShape()
        .requestIdHeaders()
        .forEach(name -> response.putHeader(name, answered.id()));
    if (!response.headers().contains(Headers.REVISION)) {
      response.putHeader(Headers.REVISION, revision());
    }
    if (isDraining()) {
      response.putHeader("Connection", "close");
    }
  }

  /** Starts the deadline as configured now. */
  Alarms.Alarm startDeadline(Exchange exchange) {
    long timeout =
        config.value().limits().requestTimeoutMillis() + exchange.arrival().hop().patienceMillis();
    return alarms.in(timeout, () -> exchange.deadlinePassed(timeout));
  }
}
