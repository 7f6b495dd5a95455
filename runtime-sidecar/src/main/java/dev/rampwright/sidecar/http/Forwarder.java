package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.sidecar.split.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.util.Map;
import java.util.function.Function;

/** Sends an exchange's request on. Lives on the event loop. */
public final class Forwarder {
  private final Function<Endpoint, HttpClient> clients;

  /**
   * A way to others.
   *
   * @param clients which of them speaks to an endpoint
   */
  public Forwarder(Function<Endpoint, HttpClient> clients) {
    this.clients = clients;
  }

  /**
   * Sends the request and gives its answer's head; fails if none came. Cancelling the exchange's
   * source closes the connection, by which the other side learns that nobody waits any more.
   *
   * @param extra headers beside the client's own
   */
  Future<HttpClientResponse> send(Exchange exchange, Endpoint to, Map<String, String> extra) {
    RequestOptions options =
        new RequestOptions()
            .setHost(to.host())
            .setPort(to.port())
            .setMethod(exchange.request().method())
            .setURI(target(exchange));
    return clients.apply(to).request(options).compose(request -> send(exchange, request, extra));
  }

  private static Future<HttpClientResponse> send(
      Exchange exchange, HttpClientRequest request, Map<String, String> extra) {
    if (exchange.hasEnded()) {
      request.reset();
      return Future.failedFuture(new StreamResetException(0));
    }
    exchange.answerComesFrom(request::reset);
    HeaderRules.copyRequest(
        exchange.request().headers(), request.headers(), exchange.caller().withheld());
    request.putHeader(Headers.REQUEST_ID, exchange.id());
    extra.forEach(request::putHeader);
    boolean bare = exchange.body().length() == 0 && !request.getMethod().equals(HttpMethod.POST);
    return bare ? request.send() : request.send(exchange.body());
  }

  private static String target(Exchange exchange) {
    String query = exchange.request().query();
    return exchange.request().path() + (query == null ? "" : "?" + query);
  }
}
