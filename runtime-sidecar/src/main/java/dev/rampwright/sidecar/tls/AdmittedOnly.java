package dev.rampwright.sidecar.tls;

import dev.rampwright.contracts.tls.PeerIdentity;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Passes on only what comes from the one peer. The handshake has checked more, but a resumed
 * session skips it, and a connection may outlive the certificate. Others are cut off without an
 * answer, so that the sender of a hop tries elsewhere.
 */
public final class AdmittedOnly implements Handler<HttpServerRequest> {
  private final PeerIdentity peer;
  private final InstantSource clock;
  private final Handler<HttpServerRequest> next;

  public AdmittedOnly(PeerIdentity peer, InstantSource clock, Handler<HttpServerRequest> next) {
    this.peer = peer;
    this.clock = clock;
    this.next = next;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (isFromPeer(request.sslSession())) {
      next.handle(request);
    } else {
      request.connection().close();
    }
  }

  private boolean isFromPeer(@Nullable SSLSession session) {
    try {
      return session != null
          && session.getPeerCertificates()[0] instanceof X509Certificate certificate
          && peer.isProvedBy(certificate, clock.instant());
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }
}
