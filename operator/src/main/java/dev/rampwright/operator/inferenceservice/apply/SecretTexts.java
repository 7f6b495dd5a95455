package dev.rampwright.operator.inferenceservice.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads back what was written into a service's Secrets. */
final class SecretTexts {
  private SecretTexts() {}

  /** Empty if it is not there. */
  static String text(Secret secret, String key) {
    @Nullable String data = secret.getData() == null ? null : secret.getData().get(key);
    return data == null ? "" : new String(Base64.getDecoder().decode(data), UTF_8);
  }

  /** Empty without a Secret, or with one that cannot be used: it is then made anew. */
  static Optional<Credentials> credentials(@Nullable Secret secret) {
    if (secret == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Credentials.parse(
              text(secret, SidecarFiles.TLS_CERTIFICATE),
              text(secret, SidecarFiles.TLS_KEY),
              text(secret, SidecarFiles.TLS_AUTHORITIES)));
    } catch (InvalidCredentialsException e) {
      return Optional.empty();
    }
  }
}
