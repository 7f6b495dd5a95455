package dev.rampwright.operator.benchmarkrun.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.api.common.SecretKeyRef;
import dev.rampwright.contracts.ApiKeys;
import dev.rampwright.operator.kube.UserSecrets;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API key that a run's requests carry. The key itself is nowhere in it. */
public sealed interface TargetKey {
  /** They carry none. */
  record NotAsked() implements TargetKey {}

  /** Its Secret is there, and is meant for us. */
  record Usable() implements TargetKey {}

  /**
   * It cannot be sent.
   *
   * @param message what to do
   */
  record Unusable(String message) implements TargetKey {}

  /**
   * Judges the Secret.
   *
   * @param ref that the run gives
   * @param secret null: it does not exist
   */
  static TargetKey of(SecretKeyRef ref, @Nullable Secret secret) {
    if (secret == null || !UserSecrets.mayBeNamed(secret)) {
      return new Unusable(UserSecrets.missing(ref.name(), "run's") + "; create or label it");
    }
    @Nullable String data = secret.getData() == null ? null : secret.getData().get(ref.key());
    if (data == null) {
      return new Unusable(
          "Secret %s has no data key %s; write the API key there".formatted(ref.name(), ref.key()));
    }
    Optional<String> key = ApiKeys.read(new String(Base64.getDecoder().decode(data), UTF_8));
    return key.isPresent()
        ? new Usable()
        : new Unusable(
            "what Secret %s holds as %s cannot stand in a header; write the API key there, in one"
                    .formatted(ref.name(), ref.key())
                + " line of ASCII without spaces");
  }
}
