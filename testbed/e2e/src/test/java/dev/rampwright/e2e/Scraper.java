package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Prometheus on the first node that scrapes the sidecars of one namespace every second, and
 * that the installed operator knows as {@link #NAME}.
 */
final class Scraper {
  static final String NAME = "node1";
  private final Path folder;

  Scraper(Path folder, String namespace) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
        - job_name: pods
          kubernetes_sd_configs:
          - {role: pod, kubeconfig_file: "%s", namespaces: {names: [%s]}}
          relabel_configs:
          - {source_labels: [__meta_kubernetes_pod_container_port_name], regex: observe, action: keep}
          - {source_labels: [__meta_kubernetes_namespace], target_label: namespace}
          - {source_labels: [__meta_kubernetes_pod_name], target_label: pod}
        """
            .formatted(Cluster.setting("KUBECONFIG"), namespace));
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
