package dev.rampwright.sidecar.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A real Redis with a configuration of the test's: server, sentinel, or node of a cluster. */
final class RedisProgram implements AutoCloseable {
  private final int port;
  private final Process process;

  /**
   * Starts it.
   *
   * @param folder for its files, as it writes some
   * @param options further arguments, such as {@code --sentinel}
   */
  RedisProgram(Path folder, int port, String configuration, String... options) {
    this.port = port;
    try {
      Path own = Files.createDirectories(folder.resolve("redis-" + port));
      Path file =
          Files.writeString(
              own.resolve("redis.conf"),
              "bind 127.0.0.1\nprotected-mode no\ndir " + own + "\nsave \"\"\n" + configuration);
      List<String> command =
          new java.util.ArrayList<>(List.of(RedisServer.program(), file.toString()));
      command.addAll(List.of(options));
      process =
          new ProcessBuilder(command)
              .redirectOutput(own.resolve("log").toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("these tests need redis-server", e);
    }
  }

  /** Low enough for a cluster's second port, and seldom used by others. */
  static int anyPort() {
    return ThreadLocalRandom.current().nextInt(12_000, 30_000);
  }

  int port() {
    return port;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** For a server that asks for no password. */
  RedisProgram awaitAnswer() {
    Awaitility.await()
        .until(
            () -> {
              try (RedisClient client = RedisClient.create("127.0.0.1", port)) {
                return "PONG".equals(client.ping());
              } catch (JedisException e) {
                return false;
              }
            });
    return this;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
