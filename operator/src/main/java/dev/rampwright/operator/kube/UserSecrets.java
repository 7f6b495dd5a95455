package dev.rampwright.operator.kube;

import dev.rampwright.api.common.Api;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that custom resources may name. Whoever writes a custom resource chooses where such a
 * Secret is sent, and need not have the right to read it.
 */
public final class UserSecrets {
  private UserSecrets() {}

  /**
   * Whether its owner allows that, by the label {@link Api#LABEL_USE}. The operator's own Secrets
   * are nobody's to name, whatever labels they have.
   *
   * @param secret null: it does not exist
   */
  public static boolean mayBeNamed(@Nullable Secret secret) {
    if (secret == null || Labels.isManaged(secret)) {
      return false;
    }
    @Nullable Map<String, String> labels = secret.getMetadata().getLabels();
    return labels != null && Api.LABEL_USE_INFERENCE.equals(labels.get(Api.LABEL_USE));
  }
}
