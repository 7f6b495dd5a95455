package dev.rampwright.operator.kube;

import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;

/** A ControllerRevision whose data are packed: a whole pod of them, looked at a few times. */
public final class LeanRevision extends StdConverter<ControllerRevision, ControllerRevision> {
  @Override
  public ControllerRevision convert(ControllerRevision revision) {
    Object data = revision.getData();
    if (data != null) {
      revision.setData(PackedJson.of(data));
    }
    return revision;
  }
}
