package dev.rampwright.operator.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.rampwright.operator.settings.PrometheusProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A real Prometheus on loopback, and the one target that it scrapes every half second. */
public final class PrometheusServer implements AutoCloseable {
  private static final String BINARY = "RAMPWRIGHT_PROMETHEUS_BINARY";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final int port;
  private final HttpServer target;
  private final Map<String, String> series = new ConcurrentHashMap<>();
  private @Nullable Process process;

  /**
   * Starts target and server.
   *
   * @param folder for its files
   * @throws IllegalStateException if the program is not where the environment says
   */
  public PrometheusServer(Path folder) {
    this.folder = folder;
    try {
      port = freePort();
      target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      target.createContext(
          "/metrics",
          exchange -> {
            byte[] text = exposition().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
          });
      target.start();
      Files.writeString(
          folder.resolve("prometheus.yml"),
          """
          global: {scrape_interval: 500ms, scrape_timeout: 500ms}
          scrape_configs:
          - job_name: pods
            honor_labels: true
            static_configs: [{targets: ["127.0.0.1:%d"]}]
          """
              .formatted(target.getAddress().getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /** The target shows this from now on, as in {@code load{pod="a"}}. */
  public void expose(String one, double value) {
    series.put(one, Double.toString(value));
  }

  /** The target does not show it any more. */
  public void hide(String one) {
    series.remove(one);
  }

  /** As a chart would name it. */
  public PrometheusProvider provider(String name) {
    return new PrometheusProvider(name, url(), null, null, "namespace", "pod");
  }

  /** Where its API is. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts it, or starts it again with what it knew. */
  public void start() {
    String binary = System.getenv(BINARY);
    if (binary == null || !Files.isExecutable(Path.of(binary))) {
      throw new IllegalStateException(
          BINARY + " must name the program prometheus; `make test` builds it and sets it");
    }
    try {
      process =
          new ProcessBuilder(
                  binary,
                  "--config.file=prometheus.yml",
                  "--storage.tsdb.path=data",
                  "--web.listen-address=127.0.0.1:" + port,
                  "--log.level=warn")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prometheus.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("Prometheus is ready").atMost(PATIENCE).until(this::isReady);
  }

  /** Ends it, as when its pod goes. */
  public void stop() {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReady() throws IOException {
    HttpURLConnection call = (HttpURLConnection) url().resolve("/-/ready").toURL().openConnection();
    try {
      return call.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      Process running = process;
      if (running != null && !running.isAlive()) {
        throw new IllegalStateException(Files.readString(folder.resolve("prometheus.log")), e);
      }
      return false;
    }
  }

  private String exposition() {
    return series.entrySet().stream()
        .map(entry -> "%s %s\n".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    stop();
    target.stop(0);
  }
}
