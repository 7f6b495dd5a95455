package dev.rampwright.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  private final Map<String, String> environment =
      new TreeMap<>(
          Map.of(
              "POD_NAMESPACE", "rampwright-system",
              "RAMPWRIGHT_RELEASE", "0.1.0",
              "RAMPWRIGHT_IMAGE_SIDECAR", "sidecar:1",
              "RAMPWRIGHT_IMAGE_LLAMA_CPP", "llama:1",
              "RAMPWRIGHT_IMAGE_VALKEY", "valkey:1",
              "RAMPWRIGHT_IMAGE_BENCH_JOB", "bench:1"));

  @Test
  void requiredOnesAloneWatchAllNamespacesAndRefuseUrls() {
    OperatorSettings settings = SettingsReader.read(environment);
    assertThat(settings.watchNamespaces()).isEmpty();
    assertThat(settings.urlTargetsAllowed()).isFalse();
    assertThat(settings.images().pullPolicy()).isEqualTo("IfNotPresent");
    assertThat(settings.images().valkey()).isEqualTo("valkey:1");
    assertThat(settings.namespace()).isEqualTo("rampwright-system");
  }

  @Test
  void namespacesAreSeparatedByCommas() {
    environment.put("RAMPWRIGHT_WATCH_NAMESPACES", "team-a, team-b,");
    assertThat(SettingsReader.read(environment).watchNamespaces())
        .containsExactlyInAnyOrder("team-a", "team-b");
  }

  @Test
  void prometheusServersAreReadFromJson() {
    environment.put(
        "RAMPWRIGHT_PROMETHEUS",
        """
        [{"name": "cluster", "url": "http://prometheus.monitoring.svc:9090"},
         {"name": "edge", "url": "https://thanos.example/prometheus", "tokenFile": "/t/token",
          "caFile": "/t/ca.crt", "namespaceLabel": "kubernetes_namespace", "podLabel": "pod_name"}]
        """);

    assertThat(SettingsReader.read(environment).prometheus())
        .containsExactly(
            new PrometheusProvider(
                "cluster",
                URI.create("http://prometheus.monitoring.svc:9090"),
                null,
                null,
                "namespace",
                "pod"),
            new PrometheusProvider(
                "edge",
                URI.create("https://thanos.example/prometheus"),
                Path.of("/t/token"),
                Path.of("/t/ca.crt"),
                "kubernetes_namespace",
                "pod_name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"name\": \"Cluster\", \"url\": \"http://a\"}]|'Cluster': the name is not",
        "[{\"name\": \"a\", \"url\": \"http://user:secret@b\"}]|'a': the url must be",
        "[{\"name\": \"a\", \"url\": \"http://b?query=up\"}]|'a': the url must be",
        "[{\"name\": \"a\"}]|'a': the url must be",
        "[{\"name\": \"a\", \"url\": \"http://b\"}, {\"name\": \"a\", \"url\": \"http://c\"}]|twice",
        "[{\"name\": \"a\", \"url\": \"http://b\", \"podLabel\": \"a-b\"}]|a-b is no label's name",
        "prometheus|RAMPWRIGHT_PROMETHEUS",
      })
  void aPrometheusThatCannotBeAskedIsRefused(String json, String hint) {
    environment.put("RAMPWRIGHT_PROMETHEUS", json);

    assertThatThrownBy(() -> SettingsReader.read(environment))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(hint);
  }

  @Test
  void allMissingOnesAreNamedTogether() {
    environment.remove("POD_NAMESPACE");
    environment.put("RAMPWRIGHT_IMAGE_VALKEY", " ");
    assertThatThrownBy(() -> SettingsReader.read(environment))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("POD_NAMESPACE, RAMPWRIGHT_IMAGE_VALKEY");
  }

  @Test
  void aWrongValueIsNamedWithWhatIsAllowed() {
    environment.put("RAMPWRIGHT_URL_TARGETS", "yes");
    environment.put("RAMPWRIGHT_IMAGE_PULL_POLICY", "Sometimes");
    assertThatThrownBy(() -> SettingsReader.read(environment))
        .hasMessageContaining("RAMPWRIGHT_URL_TARGETS is 'yes' but must be one of false, true")
        .hasMessageContaining("Always, IfNotPresent, Never");
  }
}
