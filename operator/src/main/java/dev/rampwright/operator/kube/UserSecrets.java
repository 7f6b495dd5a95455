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
   * What to say of one that is not there, or may not be named.
   *
   * @param name as the custom resource has it
   * @param namespace whose it is, in words
   */
  public static String missing(String name, String namespace) {
    return "there is no Secret %s with the label %s=%s in the %s namespace"
        .formatted(name, Api.LABEL_USE, Api.LABEL_USE_INFERENCE, namespace);
  }

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
