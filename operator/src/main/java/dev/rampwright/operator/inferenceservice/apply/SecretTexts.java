package dev.rampwright.operator.inferenceservice.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads back what was written into a service's Secrets. */
final class SecretTexts {
  private SecretTexts() {}

  /** Empty if it is not there. */
  static String text(Secret secret, String key) {
    @Nullable String data = secret.getData() == null ? null : secret.getData().get(key);
    return data == null ? "" : new String(Base64.getDecoder().decode(data), UTF_8);
  }
}
