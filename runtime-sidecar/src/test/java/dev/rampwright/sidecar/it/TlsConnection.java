package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rampwright.contracts.tls.ServerTrust;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.security.cert.Certificate;
import java.util.Locale;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One connection of a client, kept alive, that believes one authority. */
final class TlsConnection implements AutoCloseable {
  private final SSLSocket socket;
  private final BufferedReader in;

  TlsConnection(String address, int port, String authorities) throws Exception {
    socket = (SSLSocket) ServerTrust.in(authorities).getSocketFactory().createSocket(address, port);
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }

  /** The certificate that the server has shown. */
  Certificate shown() throws IOException {
    return socket.getSession().getPeerCertificates()[0];
  }

  /** The status line of the answer; its body is read. */
  String get(String path) throws IOException {
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: chat\r\n\r\n").getBytes(US_ASCII));
    String status = line();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    for (int i = 0; i < length; i++) {
      if (in.read() < 0) {
        throw new EOFException();
      }
    }
    return status;
  }

  private String line() throws IOException {
    @Nullable String line = in.readLine();
    if (line == null) {
      throw new EOFException();
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
