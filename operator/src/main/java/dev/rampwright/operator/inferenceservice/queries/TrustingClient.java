package dev.rampwright.operator.inferenceservice.queries;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.ServerTrust;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * An HTTP client with the trust that it was made for; it can have no other.
 *
 * @param authorities PEM; empty: those of the platform
 */
record TrustingClient(String authorities, HttpClient client) {

  /** Follows no redirect: it would carry a token where the chart did not say. */
  static TrustingClient of(String authorities, Duration timeout)
      throws InvalidCredentialsException {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout);
    return new TrustingClient(
        authorities,
        (authorities.isEmpty() ? client : client.sslContext(ServerTrust.in(authorities))).build());
  }
}
