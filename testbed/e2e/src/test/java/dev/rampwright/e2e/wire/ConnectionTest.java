package dev.rampwright.e2e.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final byte[] REQUEST = "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8);

  /** A server of one connection: one answer per request, then it closes. */
  private static final class Scripted implements AutoCloseable {
    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);

    Scripted(String... answers) throws IOException {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> serve(List.of(answers)));
    }

    InetSocketAddress address() {
      return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private void serve(List<String> answers) {
      try (Socket socket = server.accept()) {
        for (String answer : answers) {
          socket.getInputStream().readNBytes(REQUEST.length);
          socket.getOutputStream().write(answer.getBytes(UTF_8));
        }
      } catch (IOException e) {
        // The test sees what its client sees.
      } finally {
        closed.countDown();
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Test
  void sizedAndChunkedAnswersAreReadOverOneConnection() throws Exception {
    try (Scripted server =
            new Scripted(
                "HTTP/1.1 200 OK\r\nX-Rampwright-Revision: aaaaaaaa\r\nContent-Length: 2\r\n\r\nok",
                """
                HTTP/1.1 200 OK\r
                Transfer-Encoding: chunked\r
                \r
                6\r
                data: \r
                6;x=y\r
                [DONE]\r
                0\r
                \r
                """);
        Connection connection = Connection.open(server.address())) {
      Reply sized = connection.exchange(REQUEST);
      assertThat(sized.good(false)).isTrue();
      assertThat(sized.good(true)).as("a stream without its terminal event").isFalse();
      assertThat(sized.header("x-rampwright-revision")).isEqualTo("aaaaaaaa");
      assertThat(connection.isReusable()).isTrue();
      assertThat(connection.exchange(REQUEST).good(true)).isTrue();
    }
  }

  @Test
  void anAnswerCutShortKeepsItsHead() throws Exception {
    try (Scripted server =
            new Scripted(
                """
                HTTP/1.1 200 OK\r
                X-Rampwright-Revision: bbbbbbbb\r
                Transfer-Encoding: chunked\r
                \r
                6\r
                data: \r
                """);
        Connection connection = Connection.open(server.address())) {
      Reply reply = connection.exchange(REQUEST);
      assertThat(reply.good(true)).isFalse();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("x-rampwright-revision")).isEqualTo("bbbbbbbb");
      assertThat(reply.failure()).contains("closed");
      assertThat(connection.isReusable()).isFalse();
    }
  }

  @Test
  void aClosedConnectionIsNotLentAndNoRequestIsSentTwice() throws Exception {
    try (Scripted server = new Scripted("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Pool pool = new Pool(server.address())) {
      Connection first = pool.take();
      assertThat(first.exchange(REQUEST).good(false)).isTrue();
      server.closed.await();
      assertThat(first.exchange(REQUEST).status()).as("nobody tries it again").isZero();
      pool.give(first);
      try (Connection second = pool.take()) {
        assertThat(second).isNotSameAs(first);
      }
    }
  }

  @Test
  void anIdleConnectionThatTheServerClosedIsDropped() throws Exception {
    try (Scripted server = new Scripted("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Connection connection = Connection.open(server.address())) {
      assertThat(connection.isOpen()).isTrue();
      connection.exchange(REQUEST);
      server.closed.await();
      assertThat(connection.isOpen()).isFalse();
    }
  }

  @Test
  void aConnectionThatTheAnswerClosesIsNotUsedAgain() throws Exception {
    try (Scripted server =
            new Scripted("HTTP/1.1 503 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        Connection connection = Connection.open(server.address())) {
      assertThat(connection.exchange(REQUEST).status()).isEqualTo(503);
      assertThat(connection.isReusable()).isFalse();
    }
  }
}
