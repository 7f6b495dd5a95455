package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.split.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.function.Function;

/** How a connection for a request is had. */
@FunctionalInterface
public interface Dialing {
  /**
   * Has a connection and writes the request to it.
   *
   * @param to whom
   * @param options of the request, the address included
   * @param write writes it, and is called again if it has to be written to another connection
   * @return the answer's head; fails if none came
   */
  Future<HttpClientResponse> dial(
      Endpoint to,
      RequestOptions options,
      Function<HttpClientRequest, Future<HttpClientResponse>> write);
}
