package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.sidecar.split.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Sends requests on. Lives on the event loop. */
public final class Forwarder {
  private final Dialing dialing;

  public Forwarder(Dialing dialing) {
    this.dialing = dialing;
  }

  /**
   * Sends the exchange's request and gives its answer's head; fails if none came. Cancelling the
   * exchange's source closes the connection, by which the other side learns that nobody waits any
   * more.
   *
   * @param extra headers beside the client's own
   */
  Future<HttpClientResponse> send(Exchange exchange, Endpoint to, Map<String, String> extra) {
    return send(Outgoing.of(exchange), to, extra, exchange::hasEnded, exchange::answerComesFrom);
  }

  /**
   * Sends a request for whoever waits for its answer.
   *
   * @param abandoned whether nobody waits any more
   * @param source takes what cancels the request
   */
  Future<HttpClientResponse> send(
      Outgoing outgoing,
      Endpoint to,
      Map<String, String> extra,
      BooleanSupplier abandoned,
      Consumer<Source> source) {
    RequestOptions options =
        new RequestOptions()
            .setHost(to.host())
            .setPort(to.port())
            .setMethod(outgoing.method())
            .setURI(outgoing.target());
    return dialing.dial(
        to,
        options,
        request -> {
          if (abandoned.getAsBoolean()) {
            request.reset();
            return Future.failedFuture(new StreamResetException(0));
          }
          source.accept(request::reset);
          return send(outgoing, request, extra);
        });
  }

  private static Future<HttpClientResponse> send(
      Outgoing outgoing, HttpClientRequest request, Map<String, String> extra) {
    HeaderRules.copyRequest(outgoing.headers(), request.headers(), outgoing.withheld());
    request.putHeader(Headers.REQUEST_ID, outgoing.id());
    extra.forEach(request::putHeader);
    boolean bare = outgoing.body().length() == 0 && !request.getMethod().equals(HttpMethod.POST);
    return bare ? request.send() : request.send(outgoing.body());
  }
}
