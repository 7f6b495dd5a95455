package dev.rampwright.api.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus' own program says to the alerts. */
class AlertsIT {
  private static final String BINARY = "RAMPWRIGHT_PROMETHEUS_BINARY";
  private static final Path CASES = Path.of("../helm/tests/alerts.yaml");

  private final Path folder;

  AlertsIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    JsonNode rules =
        RenderedChart.of("monitoring").ofKind("PrometheusRule").findFirst().orElseThrow();
    Files.writeString(
        folder.resolve("rules.yaml"), new YAMLMapper().writeValueAsString(rules.path("spec")));
    Files.copy(CASES, folder.resolve("alerts.yaml"));
  }

  @Test
  void theyAreRulesThatPrometheusTakes() throws Exception {
    assertThat(promtool("check", "rules", "rules.yaml")).contains("6 rules found");
  }

  @Test
  void theyFireWhenTheyShallAndOnlyThen() throws Exception {
    assertThat(promtool("test", "rules", "alerts.yaml")).contains("SUCCESS");
  }

  private String promtool(String... arguments) throws IOException, InterruptedException {
    String prometheus = System.getenv(BINARY);
    assertThat(prometheus)
        .as("%s must name Debian's program, beside which promtool is: make/test sets it", BINARY)
        .isNotNull();
    List<String> command = new ArrayList<>();
    command.add(Path.of(prometheus).resolveSibling("promtool").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
