package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real Prometheus on the first node that scrapes sidecars every second, and that the installed
 * operator knows as {@link #NAME}.
 */
final class Scraper {
  static final String NAME = "node1";

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private final Path folder;

  Scraper(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
        - job_name: pods
          file_sd_configs: [{files: [targets.yml]}]
        """);
    scrape(List.of());
  }

  /** These from now on; Debian's Prometheus cannot find pods by itself. */
  void scrape(List<Pod> pods) throws IOException {
    String targets =
        pods.stream()
            .map(
                pod ->
                    "- {targets: [\"%s:8082\"], labels: {namespace: %s, pod: %s}}\n"
                        .formatted(
                            pod.getStatus().getPodIP(),
                            pod.getMetadata().getNamespace(),
                            pod.getMetadata().getName()))
            .collect(Collectors.joining());
    // Renamed, so that it is never read half written.
    Path next = Files.writeString(folder.resolve("next"), targets.isEmpty() ? "[]" : targets);
    Files.move(next, folder.resolve("targets.yml"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Those that the service has at each moment, until what is returned is closed. */
  ExecutorService follow(Service service) {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    var unused =
        clock.scheduleWithFixedDelay(
            () -> scrapePodsOf(service), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return clock;
  }

  private void scrapePodsOf(Service service) {
    try {
      scrape(service.pods().stream().filter(pod -> pod.getStatus().getPodIP() != null).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, or starts it again with what it knew. */
  Program start() throws IOException {
    String address = Cluster.setting("RAMPWRIGHT_E2E_PROMETHEUS");
    Program begun =
        Program.start(
            "prometheus",
            folder,
            List.of(
                Cluster.setting("RAMPWRIGHT_PROMETHEUS_BINARY"),
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                "--web.listen-address=" + address,
                "--log.level=warn"));
    URI ready = URI.create("http://" + address + "/-/ready");
    begun.awaitReady(
        () ->
            assertThat(((HttpURLConnection) ready.toURL().openConnection()).getResponseCode())
                .isEqualTo(HttpURLConnection.HTTP_OK));
    return begun;
  }
}
