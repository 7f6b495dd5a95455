package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request as it came.
 *
 * @param route what the allow-list makes of it
 * @param hop where it comes from
 * @param caller on whose behalf
 * @param id the client's own, fit for a log, or a new one
 */
record Arrival(HttpServerRequest request, Route route, Hop hop, Caller caller, String id) {
  static Arrival of(HttpServerRequest request, Hop hop, Caller caller) {
    return new Arrival(
        request,
        Route.of(request.method(), request.path()),
        hop,
        caller,
        RequestIds.of(request.getHeader(Headers.REQUEST_ID)));
  }

  /** How its client expects an error. */
  ErrorShape errorShape() {
    return ErrorShape.of(request.path());
  }
}
