package dev.rampwright.operator.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;

/**
 * Objects as the informers' caches hold them, by the thousand: without {@code
 * metadata.managedFields}, which take more room than all else together and nobody here looks at;
 * pods as in {@link LeanPod}, revisions as in {@link LeanRevision}; equal words once, as in {@link
 * SharedWords}.
 */
public final class LeanObjects {
  private LeanObjects() {}

  /** From now on the mapper reads them so. What it writes stays whole. */
  public static void readBy(ObjectMapper mapper) {
    mapper.addMixIn(ObjectMeta.class, Unmanaged.class);
    mapper.addMixIn(Pod.class, ConvertedPod.class);
    mapper.addMixIn(ControllerRevision.class, ConvertedRevision.class);
    mapper.registerModule(
        new SimpleModule("shared-words").addDeserializer(String.class, new SharedWords()));
  }

  @JsonIgnoreProperties("managedFields")
  private interface Unmanaged {}

  @JsonDeserialize(converter = LeanPod.class)
  private interface ConvertedPod {}

  @JsonDeserialize(converter = LeanRevision.class)
  private interface ConvertedRevision {}
}
