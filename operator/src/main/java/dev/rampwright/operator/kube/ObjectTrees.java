package dev.rampwright.operator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/** Kubernetes objects as JSON trees, for hashing and comparing. */
final class ObjectTrees {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private ObjectTrees() {}

  static JsonNode tree(HasMetadata object) {
    return SERIALIZATION.convertValue(object, ObjectNode.class);
  }

  /** Equal trees give equal digests, whatever the order of their keys. */
  static String digest(JsonNode tree) {
    Map<?, ?> sorted = SERIALIZATION.convertValue(tree, Map.class);
    return Digests.sha256Hex(ContractJson.write(sorted)).substring(0, 16);
  }
}
