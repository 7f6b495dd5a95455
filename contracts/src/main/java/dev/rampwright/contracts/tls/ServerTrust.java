package dev.rampwright.contracts.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom a client that shows no certificate of its own believes, instead of the platform's list. */
public final class ServerTrust {
  private ServerTrust() {}

  /**
   * Trusts what these authorities have signed, and nothing else. Host names are verified.
   *
   * @param authorities certificates in PEM
   * @throws InvalidCredentialsException if the text holds none that can be trusted
   */
  public static SSLContext in(String authorities) throws InvalidCredentialsException {
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
    } catch (GeneralSecurityException | IOException e) {
      throw new InvalidCredentialsException(
          "cannot trust these certificates: " + e.getMessage(), e);
    }
  }
}
