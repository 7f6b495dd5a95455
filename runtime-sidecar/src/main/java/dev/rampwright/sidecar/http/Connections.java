package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.identity.Acquaintance;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Open connections of clients and siblings, with the requests that are on each. Lives on the event
 * loop.
 */
public final class Connections {
  private final LongSupplier nanos;
  private final Patience patience;
  private final Map<HttpConnection, Use> uses = new HashMap<>();

  /** What happens on a connection. */
  private static final class Use {
    private final Acquaintance client = new Acquaintance();
    private int requests;

    /** Whether it has ever had a request. */
    private boolean asked;

    /** When it was opened, or its last request ended. */
    private long sinceNanos;

    Use(long nowNanos) {
      sinceNanos = nowNanos;
    }

    void begin() {
      requests++;
      asked = true;
    }

    void end(long nowNanos) {
      requests--;
      sinceNanos = nowNanos;
    }

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
    uses.put(connection, new Use(nanos.getAsLong()));
    connection.closeHandler(closed -> uses.remove(connection));
  }

  /** Has its requests counted on the way to {@code next}. */
  public Handler<HttpServerRequest> counting(Handler<HttpServerRequest> next) {
    return request -> {
      @Nullable Use use = uses.get(request.connection());
      if (use != null) {
        use.begin();
        request.response().endHandler(ended -> use.end(nanos.getAsLong()));
      }
      next.handle(request);
    };
  }

  /** Who asked last on a connection; nobody, if it is about to be closed. */
  Acquaintance lastOn(HttpConnection connection) {
    @Nullable Use use = uses.get(connection);
    return use == null ? new Acquaintance() : use.client;
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
    those(use -> !use.asked && now - use.sinceNanos > patience.head().toNanos())
        .forEach(
            connection -> {
              uses.remove(connection);
              EarlyAnswers.headTooSlow(connection);
            });
    those(use -> use.isIdle() && use.asked && now - use.sinceNanos > patience.idle().toNanos())
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
