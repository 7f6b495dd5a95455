package dev.rampwright.sidecar.identity;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the keys that issuers publish (RFC 7517). With https the server's certificate must be of
 * an authority that Java believes, and name the host; no redirect is followed. Lives on the event
 * loop.
 */
public final class PublishedKeys {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int MAX_BYTES = 512 * 1024;

  private final Vertx vertx;
  private @Nullable HttpClient client;

  /** Opens nothing before it is asked. */
  public PublishedKeys(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Fails if there is no answer with status 200 in time, or a very long one. */
  Future<String> fetch(String uri) {
    HttpClient to = client;
    if (to == null) {
      to = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false).setMaxPoolSize(2));
      client = to;
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(uri)
            .setTimeout(TIMEOUT.toMillis())
            .putHeader("Accept", "application/jwk-set+json, application/json");
    return to.request(options)
        .compose(request -> request.send().compose(PublishedKeys::body))
        .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Future<String> body(HttpClientResponse answer) {
    if (answer.statusCode() != 200) {
      answer.request().reset();
      return Future.failedFuture("it answers " + answer.statusCode());
    }
    Buffer all = Buffer.buffer();
    answer.handler(
        chunk -> {
          if (all.length() + chunk.length() > MAX_BYTES) {
            answer.request().reset();
          } else {
            all.appendBuffer(chunk);
          }
        });
    return answer.end().map(end -> all.toString());
  }
}
