package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.config.LiveConfig;
import io.vertx.core.Vertx;
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

  /** Starts the deadline as configured now; the result stops it. */
  Runnable startDeadline(Exchange exchange) {
    long timeout = config.value().limits().requestTimeoutMillis() + exchange.hop().patienceMillis();
    return alarms.in(timeout, () -> exchange.deadlinePassed(timeout))::callOff;
  }
}
