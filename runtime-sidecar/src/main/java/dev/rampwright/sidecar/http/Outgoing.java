package dev.rampwright.sidecar.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * A request as it is sent on, apart from who asked.
 *
 * @param method HTTP method
 * @param target path and query
 * @param headers as the client sent them
 * @param withheld names in lower case of those that go no further
 * @param body all of it
 * @param id the request's id
 */
record Outgoing(
    HttpMethod method,
    String target,
    MultiMap headers,
    Set<String> withheld,
    Buffer body,
    String id) {
  static Outgoing of(Exchange exchange) {
    String query = exchange.request().query();
    return new Outgoing(
        exchange.request().method(),
        exchange.request().path() + (query == null ? "" : "?" + query),
        exchange.request().headers(),
        exchange.caller().withheld(),
        exchange.body(),
        exchange.id());
  }
}
