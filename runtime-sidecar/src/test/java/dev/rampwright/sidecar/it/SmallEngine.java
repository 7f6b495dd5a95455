package dev.rampwright.sidecar.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** A real engine with a small model, on a free port of loopback. */
final class SmallEngine implements AutoCloseable {
  /** What it calls its model. */
  static final String MODEL = "smollm2";

  /** Longest the engine may take to be ready; the first time, it may have to be made. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = freePort();
  private final Process process;

  /**
   * Starts it and waits until it answers.
   *
   * @param output what it says is written there
   * @param arguments beside those for the model, the port and two slots of 2,048 tokens
   */
  SmallEngine(Path output, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(testbed().resolve("llama-server").toString());
    command.add(Integer.toString(port));
    command.addAll(List.of("--alias", MODEL, "-c", "4096", "-np", "2", "-t", "2"));
    command.addAll(List.of("--cache-ram", "0", "--no-webui"));
    command.addAll(List.of(arguments));
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await("llama-server, see " + output)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> isReady(output));
  }

  /** The folder of the testbed in this checkout. */
  static Path testbed() {
    return Path.of("").toAbsolutePath().resolveSibling("testbed");
  }

  int port() {
    return port;
  }

  private boolean isReady(Path output) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(Files.readString(output));
    }
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    CompletableFuture<Boolean> answer =
        client
            .sendAsync(health, BodyHandlers.discarding())
            .thenApply(it -> it.statusCode() == 200)
            .exceptionally(refused -> false);
    return answer.join();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
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
