package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rampwright.contracts.tls.ServerTrust;
import java.io.IOException;
import java.security.cert.Certificate;
import javax.net.ssl.SSLSocket;

/** One connection of a client, kept alive, that believes one authority. */
final class TlsConnection implements AutoCloseable {
  private final SSLSocket socket;
  private final WireAnswers answers;

  TlsConnection(String address, int port, String authorities) throws Exception {
    socket = (SSLSocket) ServerTrust.in(authorities).getSocketFactory().createSocket(address, port);
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    answers = new WireAnswers(socket);
  }

  /** The certificate that the server has shown. */
  Certificate shown() throws IOException {
    return socket.getSession().getPeerCertificates()[0];
  }

  /** The status line of the answer. */
  String get(String path) throws IOException {
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: chat\r\n\r\n").getBytes(US_ASCII));
    return answers.next().lines().findFirst().orElseThrow();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
