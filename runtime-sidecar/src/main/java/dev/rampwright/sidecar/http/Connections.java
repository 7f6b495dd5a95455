package dev.rampwright.sidecar.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Open connections of clients and siblings, with the requests that are on each. Lives on the event
 * loop.
 */
public final class Connections {
  private final Map<HttpConnection, Integer> requests = new HashMap<>();

  /** To be told of each new connection. */
  public void opened(HttpConnection connection) {
    requests.put(connection, 0);
    connection.closeHandler(closed -> requests.remove(connection));
  }

  /** Has its requests counted on the way to {@code next}. */
  public Handler<HttpServerRequest> counting(Handler<HttpServerRequest> next) {
    return request -> {
      HttpConnection connection = request.connection();
      requests.computeIfPresent(connection, (it, count) -> count + 1);
      request
          .response()
          .endHandler(ended -> requests.computeIfPresent(connection, (it, count) -> count - 1));
      next.handle(request);
    };
  }

  /**
   * Closes those without a request. A client that keeps one would otherwise take it for alive until
   * the engine behind it is gone, and lose the next request.
   */
  public void closeIdle() {
    List<HttpConnection> idle =
        requests.entrySet().stream()
            .filter(it -> it.getValue() == 0)
            .map(Map.Entry::getKey)
            .toList();
    idle.forEach(HttpConnection::close);
  }
}
