package dev.rampwright.contracts.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Believes one peer: its certificate must be valid now, come from an authority in force now, and
 * carry the peer's name. The platform's own check of host names is not used, for it would compare
 * the addresses of pods.
 */
public final class PeerTrust extends X509ExtendedTrustManager {
  private final Supplier<Credentials> source;
  private final PeerIdentity peer;
  private volatile @Nullable Verifier verifier;

  private record Verifier(List<X509Certificate> authorities, X509TrustManager manager) {}

  /**
   * A check against what {@code source} gives at each handshake.
   *
   * @param peer who alone is believed
   */
  public PeerTrust(Supplier<Credentials> source, PeerIdentity peer) {
    this.source = source;
    this.peer = peer;
  }

  private void server(X509Certificate[] chain, String authType) throws CertificateException {
    current().manager().checkServerTrusted(chain, authType);
    peer.check(chain[0]);
  }

  private void client(X509Certificate[] chain, String authType) throws CertificateException {
    current().manager().checkClientTrusted(chain, authType);
    peer.check(chain[0]);
  }

  private Verifier current() {
    List<X509Certificate> authorities = source.get().authorities();
    @Nullable Verifier known = verifier;
    if (known != null && known.authorities().equals(authorities)) {
      return known;
    }
    Verifier next = verifier(authorities);
    verifier = next;
    return next;
  }

  private static Verifier verifier(List<X509Certificate> authorities) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry(authority.getSerialNumber().toString(16), authority);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return new Verifier(
          authorities,
          Stream.of(factory.getTrustManagers())
              .filter(X509TrustManager.class::isInstance)
              .map(X509TrustManager.class::cast)
              .findFirst()
              .orElseThrow());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform validates X.509 certificates", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    server(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    server(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    server(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    client(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    client(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    client(chain, authType);
  }

  /** No hints: whoever connects has one certificate, and may know the authorities later than us. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
