package dev.rampwright.sidecar.it;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.contracts.tls.PeerKeys;
import dev.rampwright.contracts.tls.PeerTrust;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** HTTP clients that prove somebody. */
final class TlsClients {
  private TlsClients() {}

  static HttpClient of(Credentials own, String server) {
    return client(new KeyManager[] {new PeerKeys(() -> own)}, own, server);
  }

  /** Believes the server, and has no certificate of its own. */
  static HttpClient withoutCertificate(Credentials believing, String server) {
    return client(new KeyManager[0], believing, server);
  }

  private static HttpClient client(KeyManager[] keys, Credentials own, String server) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys, new TrustManager[] {new PeerTrust(() -> own, new PeerIdentity(server))}, null);
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(context)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
