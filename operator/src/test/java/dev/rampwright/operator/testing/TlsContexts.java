package dev.rampwright.operator.testing;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.contracts.tls.PeerKeys;
import dev.rampwright.contracts.tls.PeerTrust;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** TLS as servers do it. */
public final class TlsContexts {
  private TlsContexts() {}

  /** Proves {@code own} and asks nobody for a proof. */
  public static SSLContext ofServer(Supplier<Credentials> own) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(new KeyManager[] {new PeerKeys(own)}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a sidecar: proves {@code own}, believes {@code peer} alone. */
  public static SSLContext of(Supplier<Credentials> own, String peer) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(
          new KeyManager[] {new PeerKeys(own)},
          new TrustManager[] {new PeerTrust(own, new PeerIdentity(peer))},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
