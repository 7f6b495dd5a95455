package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A model server whose connections the test has in its hands. */
final class SocketEngine implements AutoCloseable {
  /** What it does with a request. */
  interface Behaviour {
    /**
     * Called in a thread of the connection's own.
     *
     * @param turn which request of its connection it is, from 1 on
     * @return whether it is answered; otherwise its connection is closed
     */
    boolean answers(int turn) throws InterruptedException;
  }

  private final ServerSocket listener = listener();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private final AtomicInteger last = new AtomicInteger();
  private final String server;
  private final Behaviour behaviour;
  private volatile boolean closesAfterChecks;

  /**
   * Begins to listen.
   *
   * @param server what it says in the header Server
   */
  SocketEngine(String server, Behaviour behaviour) {
    this.server = server;
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::listen);
  }

  /** From now on a connection that was checked by is closed when the model is asked on it. */
  void closeAfterChecks() {
    closesAfterChecks = true;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Connections on which something was asked of the model, and that are open. */
  int open() {
    return open.size();
  }

  /** Requests for the model, answered or not. */
  int asked() {
    return asked.get();
  }

  /** Those of them whose connection had carried another one. */
  int askedAgain() {
    return again.get();
  }

  /** Those of them after which the connection was not to be kept. */
  int askedForTheLastTime() {
    return last.get();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The listener was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      int turn = 0;
      boolean checked = false;
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        in.readNBytes(length(head));
        if (head.startsWith("POST /v1/chat/completions")) {
          if (checked && closesAfterChecks) {
            return;
          }
          open.add(socket);
          asked.incrementAndGet();
          turn++;
          again.addAndGet(turn > 1 ? 1 : 0);
          last.addAndGet(head.toLowerCase(Locale.ROOT).contains("\nconnection: close") ? 1 : 0);
          if (!behaviour.answers(turn)) {
            return;
          }
        } else {
          checked = true;
        }
        String answer =
            "HTTP/1.1 200 OK\r\nServer: %s\r\nContent-Length: 2\r\n\r\n{}".formatted(server);
        socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
      }
    } catch (IOException e) {
      // The other end is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** Lines up to the empty one; empty at the end of the connection. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.append((char) b);
      if (head.length() > 4 && head.lastIndexOf("\r\n\r\n") == head.length() - 4) {
        return head.toString();
      }
    }
    return "";
  }

  private static int length(String head) {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  private static ServerSocket listener() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
