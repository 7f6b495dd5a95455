package dev.rampwright.operator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form in which a desired object is applied: with its owner, and with a hash of itself as
 * annotation. The hash tells a changed wish from the API server's defaults without comparing the
 * two.
 */
final class Desired {
  private Desired() {}

  /** Sets owner and hash on the object, which the caller has just built and shares with nobody. */
  static <T extends HasMetadata> T stamped(T desired, HasMetadata owner) {
    ObjectMeta metadata =
        new ObjectMetaBuilder(desired.getMetadata())
            .withOwnerReferences(List.of(Owners.controller(owner)))
            .removeFromAnnotations(Labels.DESIRED_HASH)
            .build();
    desired.setMetadata(metadata);
    String hash = hash(desired);
    Map<String, String> annotations = new LinkedHashMap<>();
    if (metadata.getAnnotations() != null) {
      annotations.putAll(metadata.getAnnotations());
    }
    annotations.put(Labels.DESIRED_HASH, hash);
    metadata.setAnnotations(annotations);
    return desired;
  }

  /** The hash that was stamped on the object; empty if none was. */
  static Optional<String> hashOf(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Labels.DESIRED_HASH));
  }

  private static String hash(HasMetadata desired) {
    JsonNode tree = ObjectTrees.tree(desired);
    ((ObjectNode) tree).remove("status");
    return ObjectTrees.digest(tree);
  }
}
