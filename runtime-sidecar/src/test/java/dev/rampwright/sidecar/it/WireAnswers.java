package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers with a length, read one after the other from a connection as they stand on it. */
final class WireAnswers {
  private final BufferedReader in;

  WireAnswers(Socket socket) throws IOException {
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }

  /** The next one's head, a line each; its body is read. */
  String next() throws IOException {
    StringBuilder head = new StringBuilder();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.append(line).append('\n');
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    for (int i = 0; i < length; i++) {
      if (in.read() < 0) {
        throw new EOFException();
      }
    }
    return head.toString();
  }

  private String line() throws IOException {
    @Nullable String line = in.readLine();
    if (line == null) {
      throw new EOFException();
    }
    return line;
  }
}
