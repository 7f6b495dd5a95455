package dev.rampwright.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeanObjectsTest {
  private static final String STORED =
      """
      {"apiVersion": "v1", "kind": "ConfigMap",
       "metadata": {"name": "chat", "resourceVersion": "7", "annotations": {"a": "b"},
         "managedFields": [{"manager": "rampwright", "operation": "Apply", "apiVersion": "v1",
           "fieldsType": "FieldsV1", "fieldsV1": {"f:data": {"f:config.json": {}}}}]},
       "data": {"config.json": "{}"}}
      """;

  private static final String SPEC =
      """
      "initContainers": [{"name": "sidecar", "image": "sidecar:1", "restartPolicy": "Always",
         "ports": [{"containerPort": 8084, "name": "hop"}]}],
       "containers": [{"name": "engine", "image": "engine:1", "env": [{"name": "A", "value": "b"}]}],
       "volumes": [{"name": "models", "emptyDir": {}}]
      """;

  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "chat-1", "labels": {"a": "b"}},
       "spec": {%s},
       "status": {"phase": "Running", "podIP": "10.0.0.7",
         "containerStatuses": [{"name": "engine", "ready": true, "restartCount": 1}]}}
      """
          .formatted(SPEC);

  private static final String DEPLOYMENT =
      """
      {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "chat"},
       "spec": {"replicas": 2, "template": {"spec": {%s}}}}
      """
          .formatted(SPEC);

  private static final String REVISION =
      """
      {"apiVersion": "apps/v1", "kind": "ControllerRevision", "metadata": {"name": "chat-1"},
       "revision": 3, "data": {"spec": {"model": {"name": "m"}, "ports": [1, 2]}, "template": {%s}}}
      """
          .formatted(SPEC);

  @Test
  void onlyManagedFieldsAreLeftOut() {
    ObjectMapper mapper = new ObjectMapper();
    KubernetesSerialization lean = new KubernetesSerialization(mapper, false);
    LeanObjects.readBy(mapper);

    ConfigMap read = lean.unmarshal(STORED, ConfigMap.class);

    ConfigMap expected = new KubernetesSerialization().unmarshal(STORED, ConfigMap.class);
    assertThat(expected.getMetadata().getManagedFields()).hasSize(1);
    expected.getMetadata().setManagedFields(List.of());
    assertThat(read).isEqualTo(expected);
  }

  @Test
  void ofAPodsWishesOnlyNamesAndPortsStay() {
    ObjectMapper mapper = new ObjectMapper();
    KubernetesSerialization lean = new KubernetesSerialization(mapper, false);
    LeanObjects.readBy(mapper);

    Pod read = lean.unmarshal(POD, Pod.class);

    Pod expected = new KubernetesSerialization().unmarshal(POD, Pod.class);
    assertThat(read.getMetadata()).isEqualTo(expected.getMetadata());
    assertThat(read.getStatus()).isEqualTo(expected.getStatus());
    assertThat(Channel.of(read.getSpec())).isEqualTo(Channel.MUTUAL_TLS);
    assertThat(read.getSpec().getContainers())
        .extracting(Container::getName)
        .containsExactly("engine");
    assertThat(read.getSpec().getContainers().getFirst().getEnv()).isEmpty();
    assertThat(read.getSpec().getVolumes()).isEmpty();
  }

  /** The bookmarks of a watch show such a pod. */
  @Test
  void aPodWithoutContainersIsReadToo() {
    ObjectMapper mapper = new ObjectMapper();
    KubernetesSerialization lean = new KubernetesSerialization(mapper, false);
    LeanObjects.readBy(mapper);

    Pod read =
        lean.unmarshal(
            """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "chat-1"},
             "spec": {"containers": null}, "status": {}}
            """,
            Pod.class);

    assertThat(read.getSpec().getContainers()).isEmpty();
  }

  @Test
  void whatPodsAreToBeIsReadAndWrittenWhole() {
    ObjectMapper mapper = new ObjectMapper();
    KubernetesSerialization lean = new KubernetesSerialization(mapper, false);
    LeanObjects.readBy(mapper);
    KubernetesSerialization whole = new KubernetesSerialization();
    Deployment expected = whole.unmarshal(DEPLOYMENT, Deployment.class);

    Deployment read = lean.unmarshal(DEPLOYMENT, Deployment.class);

    assertThat(read).isEqualTo(expected);
    assertThat(lean.asJson(read)).isEqualTo(whole.asJson(expected));
  }

  @Test
  void aRevisionSaysTheSameInLessRoom() {
    ObjectMapper mapper = new ObjectMapper();
    KubernetesSerialization lean = new KubernetesSerialization(mapper, false);
    LeanObjects.readBy(mapper);
    KubernetesSerialization whole = new KubernetesSerialization();
    ControllerRevision expected = whole.unmarshal(REVISION, ControllerRevision.class);

    ControllerRevision read = lean.unmarshal(REVISION, ControllerRevision.class);

    assertThat(read.getData()).isNotEqualTo(expected.getData());
    assertThat(whole.asJson(read.getData())).isEqualTo(whole.asJson(expected.getData()));
    assertThat(whole.asJson(read)).isEqualTo(whole.asJson(expected));
    assertThat(Drift.exists(expected, read)).isFalse();
    assertThat(read).isEqualTo(lean.unmarshal(REVISION, ControllerRevision.class));
  }

  @Test
  void equalWordsAreHeldOnce() {
    ObjectMapper mapper = new ObjectMapper();
    KubernetesSerialization lean = new KubernetesSerialization(mapper, false);
    LeanObjects.readBy(mapper);

    ConfigMap one = lean.unmarshal(STORED, ConfigMap.class);
    ConfigMap other = lean.unmarshal(STORED, ConfigMap.class);

    assertThat(one.getMetadata().getName()).isSameAs(other.getMetadata().getName());
    assertThat(one.getMetadata().getAnnotations().get("a"))
        .isSameAs(other.getMetadata().getAnnotations().get("a"));
  }
}
