package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.sidecar.slots.policy.SlotOwner;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * A request as it is sent on.
 *
 * @param method HTTP method
 * @param target path and query
 * @param headers as the client sent them
 * @param withheld names in lower case of those that go no further
 * @param body all of it
 * @param id the request's id
 * @param owner on whose behalf, of KV in the engine
 */
record Outgoing(
    HttpMethod method,
    String target,
    MultiMap headers,
    Set<String> withheld,
    Buffer body,
    String id,
    SlotOwner owner) {
  static Outgoing of(Exchange exchange) {
    String query = exchange.request().query();
    return new Outgoing(
        exchange.request().method(),
        exchange.request().path() + (query == null ? "" : "?" + query),
        exchange.request().headers(),
        exchange.arrival().caller().withheld(),
        exchange.body(),
        exchange.arrival().id(),
        new SlotOwner(
            exchange.arrival().caller().tenant(),
            String.join("\n", exchange.request().headers().getAll(Headers.AGENT))));
  }

  /** Without its query. */
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The same in other words. */
  Outgoing saidAs(String otherTarget, byte[] otherBody) {
    return new Outgoing(
        method, otherTarget, headers, withheld, Buffer.buffer(otherBody), id, owner);
  }

  Outgoing withBody(Buffer other) {
    return new Outgoing(method, target, headers, withheld, other, id, owner);
  }
}
