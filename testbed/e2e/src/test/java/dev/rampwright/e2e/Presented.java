package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** What a server shows to who comes anew. */
final class Presented {
  private Presented() {}

  /**
   * Its own certificate.
   *
   * @param host the name that the server must prove to have
   * @throws IOException if it cannot prove it to {@code trust}
   */
  static X509Certificate by(InetSocketAddress server, String host, SSLContext trust)
      throws IOException {
    try (Socket plain = new Socket(server.getAddress(), server.getPort());
        SSLSocket socket =
            (SSLSocket)
                trust.getSocketFactory().createSocket(plain, host, server.getPort(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }
}
