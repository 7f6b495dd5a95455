package dev.rampwright.sidecar.tls;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.contracts.tls.PeerKeys;
import dev.rampwright.contracts.tls.PeerTrust;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Both ends are ours, so there is one version of the protocol, and each end admits one identity.
 * Host names are not compared: the {@link PeerTrust} compares the identity.
 */
public final class MutualTls {
  private static final Set<String> PROTOCOL = Set.of("TLSv1.3");
  private static final int HANDSHAKE_SECONDS = 5;

  private MutualTls() {}

  /** Lets only {@code peer} connect. */
  public static HttpServerOptions server(
      HttpServerOptions options, Supplier<Credentials> credentials, PeerIdentity peer) {
    return options
        .setSsl(true)
        .setClientAuth(ClientAuth.REQUIRED)
        .setEnabledSecureTransportProtocols(PROTOCOL)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setKeyCertOptions(KeyCertOptions.wrap(new PeerKeys(credentials)))
        .setTrustOptions(TrustOptions.wrap(new PeerTrust(credentials, peer)));
  }

  /** Connects only to {@code peer}. */
  public static HttpClientOptions client(
      HttpClientOptions options, Supplier<Credentials> credentials, PeerIdentity peer) {
    return options
        .setSsl(true)
        .setVerifyHost(false)
        .setEnabledSecureTransportProtocols(PROTOCOL)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setKeyCertOptions(KeyCertOptions.wrap(new PeerKeys(credentials)))
        .setTrustOptions(TrustOptions.wrap(new PeerTrust(credentials, peer)));
  }
}
