package dev.rampwright.operator.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The packaged operator as a process of its own, on loopback. */
final class OperatorProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

  private final Process process;
  private final Path log;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private OperatorProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** The settings that the chart gives every operator. */
  static Map<String, String> chartSettings(String namespace) {
    return new TreeMap<>(
        Map.of(
            "POD_NAMESPACE", namespace,
            "RAMPWRIGHT_WATCH_NAMESPACES", namespace,
            "RAMPWRIGHT_RELEASE", "0.1.0",
            "RAMPWRIGHT_IMAGE_SIDECAR", "example.com/sidecar:1",
            "RAMPWRIGHT_IMAGE_LLAMA_CPP", "example.com/llama-cpp:1",
            "RAMPWRIGHT_IMAGE_VALKEY", "example.com/valkey:1",
            "RAMPWRIGHT_IMAGE_BENCH_JOB", "example.com/bench-job:1"));
  }

  static OperatorProcess start(Path folder, Path kubeconfig, Map<String, String> settings) {
    try {
      int port = freePort();
      Path log = Files.createTempFile(folder, "operator", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx192m",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-jar",
                  JAR.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
      builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
      builder.environment().putAll(settings);
      return new OperatorProcess(builder.start(), log, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Status and body; status 0 while nothing listens. */
  HttpResult get(String path) {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return new HttpResult(response.statusCode(), response.body());
    } catch (ConnectException e) {
      return new HttpResult(0, "");
    } catch (IOException e) {
      return new HttpResult(0, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  record HttpResult(int status, String body) {}

  boolean leads() {
    return get("/q/metrics").body().lines().anyMatch("rampwright_operator_leader 1.0"::equals);
  }

  List<String> logLines() {
    try {
      return Files.readAllLines(log, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As SIGTERM; returns the exit code. */
  int terminate() {
    process.destroy();
    return exitCode();
  }

  /** As SIGKILL. */
  void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** As SIGSTOP or SIGCONT. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int exitCode() {
    try {
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the operator does not end: " + logLines());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
