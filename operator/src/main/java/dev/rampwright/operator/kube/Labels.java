package dev.rampwright.operator.kube;

import dev.rampwright.api.common.Api;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** Labels and annotations that every object of the operator carries; they are API. */
public final class Labels {
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String NAME = "app.kubernetes.io/name";
  public static final String INSTANCE = "app.kubernetes.io/instance";

  /** Value of {@link #MANAGED_BY}, and the field manager of every write. */
  public static final String RAMPWRIGHT = "rampwright";

  /** Selects everything that the operator made, in informers and by hand. */
  public static final String MANAGED_SELECTOR = MANAGED_BY + "=" + RAMPWRIGHT;

  /** Annotation with the hash of the desired object that was last applied. */
  public static final String DESIRED_HASH = Api.GROUP + "/desired-hash";

  private Labels() {}

  /**
   * The three labels of an object.
   *
   * @param name what kind of thing it belongs to, such as {@code inference-service}
   * @param instance name of the custom resource
   */
  public static Map<String, String> of(String name, String instance) {
    return Map.of(MANAGED_BY, RAMPWRIGHT, NAME, name, INSTANCE, instance);
  }

  /** Whether the operator made the object, judged by its label. */
  public static boolean isManaged(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null && RAMPWRIGHT.equals(labels.get(MANAGED_BY));
  }
}
