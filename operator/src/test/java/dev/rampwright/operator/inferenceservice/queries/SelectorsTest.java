package dev.rampwright.operator.inferenceservice.queries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.ramp.QueryGate;
import dev.rampwright.operator.settings.PrometheusProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorsTest {
  private static final String CANDIDATE = "namespace=\"demo\",pod=~\"chat-6f1c2a9b-.+\"";
  private static final String STABLE = "namespace=\"demo\",pod=~\"chat-0a1b2c3d-.+\"";
  private static final Questions ASKED =
      new Questions(
          new Identity("demo", "chat", "uid-1"), 7, "cluster", "6f1c2a9b", "0a1b2c3d", List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max(kv{$selector})|max(kv{CANDIDATE})",
        "kv{$selector,role=\"hop\"}|kv{CANDIDATE,role=\"hop\"}",
        "kv{$selector} / on() kv{$stable}|kv{CANDIDATE} / on() kv{STABLE}",
        "kv{$selector} + kv{$selector}|kv{CANDIDATE} + kv{CANDIDATE}",
        "kv{$selector,host=~\"a.*$\"}|kv{CANDIDATE,host=~\"a.*$\"}",
        "kv{$selectors}+kv{$selector}|kv{$selectors}+kv{CANDIDATE}",
      })
  void matchersTakeTheirPlaces(String written, String asked) {
    assertThat(filled(written, "namespace", "pod"))
        .isEqualTo(asked.replace("CANDIDATE", CANDIDATE).replace("STABLE", STABLE));
  }

  @Test
  void theChartSaysHowLabelsAreCalled() {
    assertThat(filled("kv{$selector}", "kubernetes_namespace", "kubernetes_pod_name"))
        .isEqualTo("kv{kubernetes_namespace=\"demo\",kubernetes_pod_name=~\"chat-6f1c2a9b-.+\"}");
  }

  private static String filled(String query, String namespaceLabel, String podLabel) {
    return Selectors.filled(
        new QueryGate("kv", query, 1.0, null, Duration.ofSeconds(30), false),
        ASKED,
        new PrometheusProvider(
            "cluster", URI.create("http://localhost"), null, null, namespaceLabel, podLabel));
  }
}
