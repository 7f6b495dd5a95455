package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;

/** One connection of a client in clear text, on which one request follows the other. */
final class KeptConnection implements AutoCloseable {
  private final Socket socket;
  private final WireAnswers answers;

  KeptConnection(TestSidecar sidecar) throws IOException {
    socket = new Socket(sidecar.address(), sidecar.port());
    socket.setSoTimeout(20_000);
    answers = new WireAnswers(socket);
  }

  /**
   * Posts JSON to the chat API.
   *
   * @param fields of the head, each with its line end
   * @return the answer's head
   */
  String chat(String json, String fields) throws IOException {
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    String length = "Content-Length: " + json.length() + "\r\n\r\n";
    socket.getOutputStream().write((head + fields + length + json).getBytes(US_ASCII));
    return answers.next();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
