package dev.rampwright.e2e.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One kept-alive connection, used by one request at a time. */
final class Connection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final Socket socket;
  private final InputStream in;
  private final Instant opened = Instant.now();
  private boolean reusable = true;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Connects.
   *
   * @throws IOException if nobody accepts within 5 s
   */
  @SuppressWarnings("resource") // The connection closes it.
  static Connection open(InetSocketAddress to) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(to, Math.toIntExact(CONNECT.toMillis()));
      return new Connection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  int localPort() {
    return socket.getLocalPort();
  }

  Instant opened() {
    return opened;
  }

  boolean isReusable() {
    return reusable;
  }

  /** Whether the other side has left it open: what every pool looks at before it lends one. */
  boolean isOpen() {
    try {
      socket.setSoTimeout(1);
      in.read();
      // Closed, or something that nobody asked for.
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends once, and reads the answer; silent for a minute is broken. */
  Reply exchange(byte[] request) {
    @Nullable Head head = null;
    try {
      socket.setSoTimeout(Math.toIntExact(SILENCE.toMillis()));
      socket.getOutputStream().write(request);
      head = Head.read(in);
      String body = head.body(in);
      reusable = head.keepsAlive();
      return Reply.whole(head, body);
    } catch (IOException | NumberFormatException e) {
      reusable = false;
      return Reply.broken(head, e instanceof IOException it ? it : new IOException(e));
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }
}
