package dev.rampwright.operator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether somebody changed what we applied: every desired field must still be found in the
 * actual object. Fields that others own, and the API server's defaults, are not looked at.
 */
public final class Drift {
  /** Fields whose children are quantities, which the API server rewrites ({@code 1000m}, 1). */
  private static final Set<String> QUANTITIES = Set.of("limits", "requests");

  /** Lists that are one value: what stands between our elements there is drift. */
  private static final Set<String> ATOMIC = Set.of("rules", "backendRefs", "parentRefs");

  private Drift() {}

  /** Whether the actual object lacks anything of the desired one. */
  public static boolean exists(HasMetadata desired, HasMetadata actual) {
    return !contains(ObjectTrees.tree(actual), ObjectTrees.tree(desired), "");
  }

  private static boolean contains(JsonNode actual, JsonNode desired, String parent) {
    if (isEmpty(desired)) {
      return isEmpty(actual) || desired.isContainerNode();
    }
    if (desired.isObject()) {
      return desired.properties().stream().allMatch(field -> fieldMatches(actual, field, parent));
    }
    if (desired.isArray()) {
      return desired.get(0).isContainerNode()
          ? hasRoomFor(actual, desired, parent) && containsEach(actual, desired, parent)
          : desired.equals(actual);
    }
    return scalarMatches(actual, desired, parent);
  }

  private static boolean fieldMatches(
      JsonNode actual, Map.Entry<String, JsonNode> field, String parent) {
    String context = QUANTITIES.contains(parent) ? parent : field.getKey();
    return contains(actual.path(field.getKey()), field.getValue(), context);
  }

  private static boolean hasRoomFor(JsonNode actual, JsonNode desired, String parent) {
    return !ATOMIC.contains(parent) || actual.size() == desired.size();
  }

  /** Lists of objects are merged by key, so others' elements may stand between ours. */
  private static boolean containsEach(JsonNode actual, JsonNode desired, String parent) {
    return desired
        .valueStream()
        .allMatch(
            wanted -> actual.valueStream().anyMatch(found -> contains(found, wanted, parent)));
  }

  private static boolean scalarMatches(JsonNode actual, JsonNode desired, String parent) {
    if (actual.asText().equals(desired.asText())) {
      return true;
    }
    boolean quantity = QUANTITIES.contains(parent) || parent.equals("sizeLimit");
    return quantity && !isEmpty(actual) && sameAmount(actual.asText(), desired.asText());
  }

  private static boolean sameAmount(String one, String other) {
    try {
      return Quantity.getAmountInBytes(Quantity.parse(one))
              .compareTo(Quantity.getAmountInBytes(Quantity.parse(other)))
          == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The API server drops empty values, or fills them in. */
  private static boolean isEmpty(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || (node.isContainerNode() && node.isEmpty())
        || (node.isTextual() && node.asText().isEmpty())
        || (node.isNumber() && node.asDouble() == 0)
        || (node.isBoolean() && !node.asBoolean());
  }
}
