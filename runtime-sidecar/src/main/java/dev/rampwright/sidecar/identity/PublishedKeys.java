package dev.rampwright.sidecar.identity;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the keys that issuers publish (RFC 7517). With https the server's certificate must be of
 * an authority that is believed, and name the host; no redirect is followed. Lives on the event
 * loop.
 */
public final class PublishedKeys {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int MAX_BYTES = 512 * 1024;

  private final Vertx vertx;
  private final HttpClientOptions options;
  private @Nullable HttpClient client;

  /**
   * Opens nothing before it is asked.
   *
   * @param authorities that alone are believed, PEM; null: those that Java believes
   */
  public PublishedKeys(Vertx vertx, @Nullable String authorities) {
    this.vertx = vertx;
    this.options = new HttpClientOptions().setKeepAlive(false).setMaxPoolSize(2);
    if (authorities != null) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authorities)));
    }
  }

  /** Asks nobody any more. */
  void close() {
    if (client != null) {
      client.close();
    }
  }

  /** Fails if there is no answer with status 200 in time, or a very long one. */
  Future<String> fetch(String uri) {
    HttpClient to = client;
    if (to == null) {
      to = vertx.createHttpClient(options);
      client = to;
    }
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(uri)
            .setTimeout(TIMEOUT.toMillis())
            .putHeader("Accept", "application/jwk-set+json, application/json");
    return to.request(request)
        .compose(sent -> sent.send().compose(PublishedKeys::body))
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
