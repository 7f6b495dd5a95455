package dev.rampwright.sidecar.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A real llama-server with a small model, as the operator starts it. {@code
 * RAMPWRIGHT_LLAMA_SERVER} and {@code RAMPWRIGHT_MODEL_FILE} say where they are ({@code
 * testbed/cluster llama-server} and {@code model-file} print it).
 */
final class LlamaServer implements AutoCloseable {
  private final int port;
  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * Starts it, and waits until the model is loaded.
   *
   * @param live for {@code --slot-save-path}
   * @param more further arguments
   */
  LlamaServer(int port, Path live, int slots, int contextOfEach, String... more) {
    this.port = port;
    List<String> command = new ArrayList<>(List.of(setting("RAMPWRIGHT_LLAMA_SERVER")));
    command.addAll(List.of("-m", setting("RAMPWRIGHT_MODEL_FILE")));
    command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
    command.addAll(List.of("--alias", "model", "-np", Integer.toString(slots)));
    command.addAll(List.of("-c", Integer.toString(slots * contextOfEach)));
    command.addAll(List.of("--cache-ram", "0", "--no-webui", "--metrics", "--threads", "2"));
    command.addAll(List.of("--slot-save-path", live.toString()));
    command.addAll(List.of(more));
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(live.resolveSibling("llama-" + port + ".log").toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(() -> get("/health").statusCode() == 200);
  }

  static int anyPort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  HttpResponse<String> get(String path) {
    return send(to(path).GET());
  }

  HttpResponse<String> post(String path, String json) {
    return send(to(path).POST(BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofMinutes(2));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }

  private static String setting(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(
          name + " is not set: run make/test api, or see testbed/cluster");
    }
    return value;
  }

  /** As a node that fails: nothing is said to anybody. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
