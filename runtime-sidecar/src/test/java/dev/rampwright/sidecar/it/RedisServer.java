package dev.rampwright.sidecar.it;

import dev.rampwright.contracts.RedisConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A real Redis (or Valkey) on loopback, without persistence. */
final class RedisServer implements AutoCloseable {
  static final String PASSWORD = "redis-secret";

  /** Which program the tests run, where the machine has several. */
  private static final String ASKED = System.getenv("RAMPWRIGHT_REDIS_SERVER");

  private static final List<String> PROGRAMS =
      ASKED == null ? List.of("valkey-server", "redis-server") : List.of(ASKED);

  private final int port;
  private final Process process;

  RedisServer() {
    this(freePort());
  }

  RedisServer(int port) {
    this.port = port;
    this.process = start(port);
    Awaitility.await().until(this::answers);
  }

  int port() {
    return port;
  }

  RedisConfig address() {
    return new RedisConfig("127.0.0.1", port);
  }

  RedisClient client() {
    return RedisClient.create("127.0.0.1", port, "default", PASSWORD);
  }

  /** The program's name or path. */
  static String program() {
    return ASKED == null ? "redis-server" : ASKED;
  }

  /** Makes it hang: connections are taken, nothing is answered. */
  void hang() throws IOException {
    signal("-STOP");
  }

  /** Has it carry out what its clients here have no method for. */
  void command(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("redis-cli", "--no-auth-warning"));
    command.addAll(List.of("-p", Integer.toString(port), "-a", PASSWORD));
    command.addAll(List.of(words));
    new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join();
  }

  /** Lets it go on. */
  void goOn() throws IOException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException {
    new ProcessBuilder("kill", name, Long.toString(process.pid())).start().onExit().join();
  }

  private boolean answers() {
    try (RedisClient client = client()) {
      return "PONG".equals(client.ping());
    } catch (JedisException e) {
      return false;
    }
  }

  private static Process start(int port) {
    IOException last = new IOException("no program tried");
    for (String program : PROGRAMS) {
      try {
        return new ProcessBuilder(
                program,
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--requirepass",
                PASSWORD,
                "--save",
                "",
                "--appendonly",
                "no")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IllegalStateException(
        "these tests need a real Redis: apt-get install redis-server", last);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
