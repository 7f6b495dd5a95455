package dev.rampwright.sidecar.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Open connections of clients and siblings, with the requests that are on each. Lives on the event
 * loop.
 */
public final class Connections {
  private final LongSupplier nanos;
  private final Patience patience;
  private final Map<HttpConnection, Use> uses = new HashMap<>();

  /**
   * What happens on a connection.
   *
   * @param requests on it now
   * @param asked whether it has ever had one
   * @param sinceNanos when the number of requests changed last
   */
  private record Use(int requests, boolean asked, long sinceNanos) {
    boolean isIdle() {
      return requests == 0;
    }
  }

  /**
   * Knows none yet.
   *
   * @param nanos monotonic time
   */
  public Connections(LongSupplier nanos, Patience patience) {
    this.nanos = nanos;
    this.patience = patience;
  }

  /** To be told of each new connection. */
  public void opened(HttpConnection connection) {
    uses.put(connection, new Use(0, false, nanos.getAsLong()));
    connection.closeHandler(closed -> uses.remove(connection));
  }

  /** Has its requests counted on the way to {@code next}. */
  public Handler<HttpServerRequest> counting(Handler<HttpServerRequest> next) {
    return request -> {
      HttpConnection connection = request.connection();
      change(connection, 1);
      request.response().endHandler(ended -> change(connection, -1));
      next.handle(request);
    };
  }

  private void change(HttpConnection connection, int by) {
    uses.computeIfPresent(
        connection, (it, use) -> new Use(use.requests() + by, true, nanos.getAsLong()));
  }

  /**
   * Closes those without a request. A client that keeps one would otherwise take it for alive until
   * the engine behind it is gone, and lose the next request.
   */
  public void closeIdle() {
    those(Use::isIdle).forEach(HttpConnection::close);
  }

  /** Closes those on which nothing has come for too long; to be called once in a while. */
  public void closeExpired() {
    long now = nanos.getAsLong();
    those(use -> !use.asked() && now - use.sinceNanos() > patience.head().toNanos())
        .forEach(
            connection -> {
              uses.remove(connection);
              EarlyAnswers.headTooSlow(connection);
            });
    those(use -> use.isIdle() && use.asked() && now - use.sinceNanos() > patience.idle().toNanos())
        .forEach(HttpConnection::close);
  }

  /** A copy, for closing one removes it. */
  private List<HttpConnection> those(Predicate<Use> wanted) {
    return uses.entrySet().stream()
        .filter(use -> wanted.test(use.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
