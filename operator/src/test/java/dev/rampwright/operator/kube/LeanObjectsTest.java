package dev.rampwright.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
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
}
