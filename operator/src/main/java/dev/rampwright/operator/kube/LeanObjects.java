package dev.rampwright.operator.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * Objects without {@code metadata.managedFields}: nobody here looks at them, and in the informers'
 * caches they take more room than all else together.
 */
public final class LeanObjects {
  private LeanObjects() {}

  /** From now on the mapper leaves them out when it reads. */
  public static void readBy(ObjectMapper mapper) {
    mapper.addMixIn(ObjectMeta.class, Unmanaged.class);
  }

  @JsonIgnoreProperties("managedFields")
  private interface Unmanaged {}
}
