package dev.rampwright.bench.http;

import dev.rampwright.bench.load.Exchange;
import dev.rampwright.bench.load.Head;
import dev.rampwright.bench.load.Transport;
import dev.rampwright.bench.spec.ApiKey;
import dev.rampwright.contracts.Headers;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Sends chat requests over HTTP/1.1. */
public final class HttpTransport implements Transport {
  /** Shorter than what servers grant (llama.cpp and uvicorn 5 s): they never close first. */
  private static final int KEEP_ALIVE_SECONDS = 3;

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final HttpClient client;
  private final TargetUrl target;
  private final Optional<ApiKey> key;
  private final LongFunction<byte[]> bodies;

  /** A client of a target that asks nobody who they are. */
  public HttpTransport(
      EventLoop loop, TargetUrl target, int maxConnections, LongFunction<byte[]> bodies) {
    this(loop, target, Optional.empty(), maxConnections, bodies);
  }

  /**
   * A client of a target.
   *
   * @param key that each request carries; no redirect is followed, so that the target alone gets it
   * @param maxConnections how many requests may be on their way at once
   * @param bodies the body of each request by its index
   */
  public HttpTransport(
      EventLoop loop,
      TargetUrl target,
      Optional<ApiKey> key,
      int maxConnections,
      LongFunction<byte[]> bodies) {
    this.target = target;
    this.key = key;
    this.bodies = bodies;
    this.client =
        loop.vertx()
            .createHttpClient(options(target), new PoolOptions().setHttp1MaxSize(maxConnections));
  }

  private static HttpClientOptions options(TargetUrl target) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(target.encrypted())
            .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setTcpNoDelay(true);
    target
        .certificate()
        .ifPresent(
            file ->
                options
                    .setVerifyHost(false)
                    .setTrustOptions(TrustOptions.wrap(new ShownCertificate(file))));
    return options;
  }

  @Override
  public void send(long index, Exchange exchange) {
    Buffer body = Buffer.buffer(bodies.apply(index));
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(target.host())
            .setPort(target.port())
            .setURI(target.completionsPath())
            .putHeader("content-type", "application/json");
    key.ifPresent(it -> options.putHeader("authorization", it.authorization()));
    client
        .request(options)
        .compose(request -> request.send(body))
        .onComplete(result -> begun(result, exchange));
  }

  private static void begun(AsyncResult<HttpClientResponse> result, Exchange exchange) {
    if (result.failed()) {
      fail(exchange, result.cause());
      return;
    }
    HttpClientResponse response = result.result();
    response.exceptionHandler(error -> fail(exchange, error));
    response.handler(piece -> exchange.bytes(piece.getBytes(), System.nanoTime()));
    response.endHandler((@Nullable Void none) -> exchange.end(System.nanoTime()));
    exchange.head(
        new Head(
            response.statusCode(),
            response.getHeader(Headers.REVISION),
            CacheStatus.hit(response.getHeader("cache-status"))));
  }

  private static void fail(Exchange exchange, Throwable error) {
    NetworkFailure failure = NetworkFailure.of(error);
    exchange.broken(failure.kind(), failure.detail());
  }
}
