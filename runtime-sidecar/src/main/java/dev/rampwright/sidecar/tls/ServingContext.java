package dev.rampwright.sidecar.tls;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.ServerCertificate;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The TLS of a server whose certificate changes while it listens: each connection that arrives is
 * served under the certificate in force by then. Vert.x's own update closes the connections that
 * arrive while it is under way (seen with 4.5.27). Each certificate has a context of its own, so
 * that no session is resumed that has begun under another one.
 */
public final class ServingContext extends SSLEngineOptions {
  private final SwitchedContext switched;

  /** Begins with this one. */
  public ServingContext(ServerCertificate first) throws InvalidCredentialsException {
    switched = new SwitchedContext(contextOf(first));
  }

  /** Serves what arrives from now on; on a failure the last one stays. */
  public void use(ServerCertificate next) throws InvalidCredentialsException {
    switched.to(contextOf(next));
  }

  @Override
  public SSLEngineOptions copy() {
    return this;
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return () ->
        new JdkSslContext(
            switched.asContext(),
            false,
            null,
            IdentityCipherSuiteFilter.INSTANCE,
            ApplicationProtocolConfig.DISABLED,
            ClientAuth.NONE,
            null,
            false);
  }

  private static SSLContext contextOf(ServerCertificate certificate)
      throws InvalidCredentialsException {
    char[] nobodyElseReadsIt = new char[0];
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "serving",
          certificate.key(),
          nobodyElseReadsIt,
          certificate.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, nobodyElseReadsIt);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new InvalidCredentialsException("cannot serve with it: " + e.getMessage(), e);
    }
  }
}
