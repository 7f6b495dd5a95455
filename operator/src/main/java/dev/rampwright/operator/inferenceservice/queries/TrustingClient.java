package dev.rampwright.operator.inferenceservice.queries;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.Pem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An HTTP client with the trust that it was made for; it can have no other.
 *
 * @param authorities PEM; empty: those of the platform
 */
record TrustingClient(String authorities, HttpClient client) {

  /** Follows no redirect: it would carry a token where the chart did not say. */
  static TrustingClient of(String authorities, Duration timeout)
      throws InvalidCredentialsException, IOException {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout);
    return new TrustingClient(
        authorities,
        (authorities.isEmpty() ? client : client.sslContext(context(authorities))).build());
  }

  private static SSLContext context(String authorities)
      throws InvalidCredentialsException, IOException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate authority : Pem.certificates(authorities)) {
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot trust these certificates: " + e.getMessage(), e);
    }
  }
}
