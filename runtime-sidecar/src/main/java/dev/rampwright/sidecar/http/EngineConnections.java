package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.split.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Connections to the engine. They are kept for a moment, as a new one costs more than everything
 * else that is done for a request; a request that meets a kept one just as the engine closes it is
 * sent again. Lives on the event loop.
 */
public final class EngineConnections implements Dialing {
  /**
   * So many may stay open where each holds one of the engine's threads: llama-server has four more
   * than it has slots.
   */
  static final int FEW = 4;

  /**
   * A connection that had died before it was written to shows within a round trip on loopback. What
   * breaks later may be the request's own doing, and is not asked twice.
   */
  static final Duration AT_ONCE = Duration.ofMillis(250);

  private final HttpClient kept;
  private final HttpClient fresh;
  private final InFlight inFlight;
  private final BooleanSupplier threadsAreHeld;
  private final LongSupplier nanos;
  private final Predicate<HttpConnection> firstUse;

  /**
   * Knows both kinds.
   *
   * @param kept keeps connections
   * @param fresh opens one for each request
   * @param firstUse whether nothing was asked on a kept connection yet, health checks included;
   *     from then on something was
   * @param threadsAreHeld whether the engine keeps a thread for each open connection
   * @param nanos monotonic time
   */
  public EngineConnections(
      HttpClient kept,
      HttpClient fresh,
      Predicate<HttpConnection> firstUse,
      InFlight inFlight,
      BooleanSupplier threadsAreHeld,
      LongSupplier nanos) {
    this.kept = kept;
    this.fresh = fresh;
    this.firstUse = firstUse;
    this.inFlight = inFlight;
    this.threadsAreHeld = threadsAreHeld;
    this.nanos = nanos;
  }

  @Override
  public Future<HttpClientResponse> dial(
      Endpoint to,
      RequestOptions options,
      Function<HttpClientRequest, Future<HttpClientResponse>> write) {
    return kept.request(options)
        .compose(
            request -> {
              boolean usedBefore = !firstUse.test(request.connection());
              if (!mayKeep()) {
                request.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
              }
              long sent = nanos.getAsLong();
              return write
                  .apply(request)
                  .recover(
                      cause ->
                          wasUnseen(usedBefore, cause, nanos.getAsLong() - sent)
                              ? fresh.request(options).compose(write)
                              : Future.failedFuture(cause));
            });
  }

  /**
   * Whether a connection that is written to now is to be kept afterwards. One is opened only when
   * none lies idle, so that while no more requests are under way no more can come to lie idle.
   */
  private boolean mayKeep() {
    return !threadsAreHeld.getAsBoolean() || inFlight.total() <= FEW;
  }

  /**
   * Whether the engine cannot have seen the request, so that it may be sent again (RFC 9112,
   * section 9.3.1).
   */
  private static boolean wasUnseen(boolean usedBefore, Throwable cause, long afterNanos) {
    return usedBefore
        && (cause instanceof HttpClosedException || cause instanceof IOException)
        && afterNanos < AT_ONCE.toNanos();
  }
}
