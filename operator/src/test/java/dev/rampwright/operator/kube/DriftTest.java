package dev.rampwright.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
  private static final String DESIRED =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: chat, labels: {a: b}}
      spec:
        replicas: 2
        template:
          spec:
            volumes: [{name: tmp, emptyDir: {}}]
            containers:
            - name: engine
              args: [one, two]
              resources: {limits: {cpu: "1", memory: 1Gi}}
              startupProbe: {initialDelaySeconds: 0, periodSeconds: 1}
      """;

  /** As the API server gives it back: defaults, others' fields, canonical quantities. */
  private static final String ACTUAL =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: chat, labels: {a: b, other: label}, uid: u, generation: 3}
      spec:
        replicas: 2
        revisionHistoryLimit: 10
        template:
          spec:
            volumes: [{name: foreign, emptyDir: {}}, {name: tmp, emptyDir: {}}]
            containers:
            - name: injected
            - name: engine
              args: [one, two]
              imagePullPolicy: IfNotPresent
              resources: {limits: {cpu: 1000m, memory: 1024Mi}}
              startupProbe: {periodSeconds: 1, successThreshold: 1}
      status: {replicas: 2}
      """;

  @Test
  void defaultsAndForeignFieldsAreNoDrift() {
    assertThat(Drift.exists(deployment(DESIRED), deployment(ACTUAL))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'replicas: 2', 'replicas: 3'",
    "'replicas: 2', 'replicas: 0'",
    "'a: b, other', 'a: c, other'",
    "'a: b, other', 'other'",
    "'[one, two]', '[one, two, three]'",
    "'memory: 1024Mi', 'memory: 1025Mi'",
    "'- name: engine', '- name: motor'",
    "'periodSeconds: 1', 'periodSeconds: 2'"
  })
  void anEditOfWhatWeOwnIsDrift(String ours, String theirs) {
    assertThat(ACTUAL).contains(ours);
    assertThat(Drift.exists(deployment(DESIRED), deployment(ACTUAL.replace(ours, theirs))))
        .isTrue();
  }

  @Test
  void aForeignElementIsDriftWhereAListIsOneValue() {
    String route = "{spec: {rules: [{backendRefs: [{name: chat, port: 80, weight: 90}]}]}}";
    String defaulted = route.replace("name: chat", "group: '', kind: Service, name: chat");
    String added = defaulted.replace("weight: 90}", "weight: 90}, {name: theirs, weight: 10}");

    assertThat(Drift.exists(route(route), route(defaulted))).isFalse();
    assertThat(Drift.exists(route(route), route(added))).isTrue();
  }

  private static HTTPRoute route(String yaml) {
    return Serialization.unmarshal("---\n" + yaml, HTTPRoute.class);
  }

  private static Deployment deployment(String yaml) {
    return Serialization.unmarshal(yaml, Deployment.class);
  }
}
