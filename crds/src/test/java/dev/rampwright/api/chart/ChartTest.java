package dev.rampwright.api.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {
  static List<RenderedChart> charts() {
    return RenderedChart.all();
  }

  @ParameterizedTest
  @MethodSource("charts")
  void noRuleGrantsEverythingOrLetsTheOperatorRise(RenderedChart chart) {
    assertThat(chart.rules()).isNotEmpty();
    chart
        .rules()
        .flatMap(rule -> rule.valueStream())
        .flatMap(JsonNode::valueStream)
        .forEach(
            granted ->
                assertThat(granted.asText()).isNotIn("*", "escalate", "bind", "impersonate"));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void theOperatorMayNotWriteAnySpecOfOurKinds(RenderedChart chart) {
    chart
        .rules()
        .filter(rule -> texts(rule, "apiGroups").contains("rampwright.dev"))
        .filter(rule -> texts(rule, "resources").contains("inferenceservices"))
        .forEach(
            rule ->
                assertThat(texts(rule, "verbs")).containsExactlyInAnyOrder("get", "list", "watch"));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void leasesAreForTheOperatorsOwnNamespace(RenderedChart chart) {
    chart
        .documents()
        .forEach(
            document -> {
              if (document.path("rules").toString().contains("leases")) {
                assertThat(document.path("kind").asText()).isEqualTo("Role");
                assertThat(document.at("/metadata/namespace").asText())
                    .isEqualTo("rampwright-system");
              }
            });
  }

  @Test
  void withAListOfNamespacesThereIsNoClusterRole() {
    RenderedChart chart = RenderedChart.of("namespaces");
    assertThat(chart.ofKind("ClusterRole")).isEmpty();
    assertThat(chart.ofKind("ClusterRoleBinding")).isEmpty();
    assertThat(chart.ofKind("Role").map(role -> role.at("/metadata/namespace").asText()))
        .as("its own namespace has one for the lease and one for the authority")
        .containsExactlyInAnyOrder("team-a", "team-b", "rampwright-system", "rampwright-system");
  }

  @Test
  void onlyWithMoreThanOneReplicaIsThereADisruptionBudget() {
    assertThat(RenderedChart.of("default").ofKind("PodDisruptionBudget")).isEmpty();
    assertThat(RenderedChart.of("namespaces").ofKind("PodDisruptionBudget")).hasSize(1);
  }

  private static Set<String> texts(JsonNode rule, String member) {
    return Set.copyOf(rule.path(member).valueStream().map(JsonNode::asText).toList());
  }
}
