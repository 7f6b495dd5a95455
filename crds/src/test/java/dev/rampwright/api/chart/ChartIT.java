package dev.rampwright.api.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rampwright.api.schema.ApiServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real API server says to the rendered chart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartIT {
  private static final String HOME = "rampwright-system";
  private static final String OPERATOR = "system:serviceaccount:" + HOME + ":rampwright-operator";
  private static final String WATCHED = "team-a";

  private final ApiServer server = ApiServer.startWithCrds();
  private final KubernetesClient client = server.client();

  static List<RenderedChart> charts() {
    return RenderedChart.all();
  }

  @BeforeAll
  void installForTwoNamespaces() {
    for (String namespace : List.of(HOME, WATCHED, "team-b", "team-c")) {
      client.resource(restricted(namespace)).create();
    }
    RenderedChart.of("namespaces").documents().forEach(d -> client.resource(typed(d)).create());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("charts")
  void everyDocumentIsAcceptedAsItStands(RenderedChart chart) {
    chart.documents().stream()
        // The Prometheus operator's kind is unknown here; AlertsIT judges what is in it.
        .filter(document -> !document.path("kind").asText().equals("PrometheusRule"))
        .forEach(
            document ->
                assertThatCode(
                        () ->
                            client
                                .resource(typed(document))
                                .dryRun()
                                .fieldValidation(Validation.STRICT)
                                .fieldManager("test")
                                .forceConflicts()
                                .serverSideApply())
                    .doesNotThrowAnyException());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void theOperatorsPodMeetsPodSecurityRestricted(RenderedChart chart) {
    PodSpec spec = podSpec(chart);
    // No such class exists here; what is judged is the rest.
    spec.setPriorityClassName(null);
    assertThatCode(() -> tryPod(spec)).doesNotThrowAnyException();

    spec.getContainers().getFirst().getSecurityContext().setAllowPrivilegeEscalation(true);
    assertThatThrownBy(() -> tryPod(spec)).hasMessageContaining("restricted");
  }

  @Test
  void theOperatorMayGrantABenchmarkItsReportInAWatchedNamespaceOnly() {
    try (KubernetesClient operator = server.clientAs(OPERATOR)) {
      assertThatCode(() -> operator.resource(reportRole(WATCHED, "configmaps")).dryRun().create())
          .doesNotThrowAnyException();
      assertThatThrownBy(
              () -> operator.resource(reportRole("team-c", "configmaps")).dryRun().create())
          .hasMessageContaining("forbidden");
      assertThatThrownBy(() -> operator.resource(reportRole(WATCHED, "nodes")).dryRun().create())
          .hasMessageContaining("attempting to grant RBAC permissions not currently held");
    }
  }

  @Test
  void inItsOwnNamespaceTheOperatorReadsNoSecretButTheAuthority() {
    try (KubernetesClient operator = server.clientAs(OPERATOR)) {
      Resource<Secret> authority = operator.secrets().inNamespace(HOME).withName("rampwright-ca");
      Secret made =
          new SecretBuilder()
              .withNewMetadata()
              .withName("rampwright-ca")
              .withNamespace(HOME)
              .endMetadata()
              .build();

      assertThatCode(() -> operator.resource(made).dryRun().create()).doesNotThrowAnyException();
      assertThat(authority.get()).isNull();
      assertThatThrownBy(() -> operator.secrets().inNamespace(HOME).withName("other").get())
          .hasMessageContaining("forbidden");
      assertThatThrownBy(() -> operator.secrets().inNamespace(HOME).list())
          .hasMessageContaining("forbidden");
    }
  }

  @Test
  void theOperatorWritesNothingElsewhere() {
    try (KubernetesClient operator = server.clientAs(OPERATOR)) {
      for (String namespace : List.of(HOME, "team-c")) {
        assertThatThrownBy(
                () ->
                    operator
                        .resource(
                            new ConfigMapBuilder()
                                .withNewMetadata()
                                .withName("x")
                                .withNamespace(namespace)
                                .endMetadata()
                                .build())
                        .dryRun()
                        .create())
            .hasMessageContaining("forbidden");
      }
    }
  }

  private void tryPod(PodSpec spec) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("operator")
            .withNamespace(HOME)
            .endMetadata()
            .withSpec(spec)
            .build();
    client.resource(pod).dryRun().create();
  }

  private PodSpec podSpec(RenderedChart chart) {
    JsonNode deployment = chart.ofKind("Deployment").findFirst().orElseThrow();
    return client
        .getKubernetesSerialization()
        .unmarshal(deployment.at("/spec/template/spec").toString(), PodSpec.class);
  }

  private GenericKubernetesResource typed(JsonNode document) {
    return client
        .getKubernetesSerialization()
        .unmarshal(document.toString(), GenericKubernetesResource.class);
  }

  private static Namespace restricted(String name) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
        .endMetadata()
        .build();
  }

  private static Role reportRole(String namespace, String resource) {
    return new RoleBuilder()
        .withNewMetadata()
        .withName("smoke-bench")
        .withNamespace(namespace)
        .endMetadata()
        .withRules(
            new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources(resource)
                .withResourceNames("smoke-report")
                .withVerbs("get", "patch")
                .build())
        .build();
  }
}
