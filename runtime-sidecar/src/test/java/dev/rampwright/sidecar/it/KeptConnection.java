package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection of a client in clear text, on which one request follows the other. */
final class KeptConnection implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;

  KeptConnection(TestSidecar sidecar) throws IOException {
    socket = new Socket(sidecar.address(), sidecar.port());
    socket.setSoTimeout(20_000);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }

  /**
   * Posts JSON to the chat API.
   *
   * @param fields of the head, each with its line end
   * @return the answer's head; its body, which has a length, is read
   */
  String chat(String json, String fields) throws IOException {
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    String length = "Content-Length: " + json.length() + "\r\n\r\n";
    socket.getOutputStream().write((head + fields + length + json).getBytes(US_ASCII));
    StringBuilder answer = new StringBuilder();
    int left = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      answer.append(line).append('\n');
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        left = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    for (; left > 0; left--) {
      if (in.read() < 0) {
        throw new EOFException();
      }
    }
    return answer.toString();
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
