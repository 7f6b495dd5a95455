package dev.rampwright.operator.inferenceservice.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.api.common.SecretKeyRef;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.UserSecrets;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Who vouches for the server that publishes the issuer's keys. */
public sealed interface IssuerAuthorities {
  /**
   * These alone.
   *
   * @param pem nothing but certificates, whatever else the Secret holds
   */
  record Usable(String pem) implements IssuerAuthorities {}

  /**
   * Nobody can be let in by it.
   *
   * @param message what to do
   */
  record Unusable(Reason reason, String message) implements IssuerAuthorities {}

  /** In a revision's ConfigMap, which may hold a megabyte. */
  int MAX_CHARACTERS = 65_536;

  /**
   * Reads the Secret.
   *
   * @param ref that the spec gives
   * @param secret null: it does not exist, or has not the label by which the operator may read it
   */
  static IssuerAuthorities of(SecretKeyRef ref, @Nullable Secret secret) {
    if (secret == null || !UserSecrets.mayBeNamed(secret)) {
      return new Unusable(
          Reason.AuthSecretMissing,
          UserSecrets.missing(ref.name(), "service's") + "; nobody is let in");
    }
    @Nullable String data = secret.getData() == null ? null : secret.getData().get(ref.key());
    if (data == null) {
      return invalid(ref, "is missing");
    }
    try {
      String pem = Pem.write(Pem.certificates(new String(Base64.getDecoder().decode(data), UTF_8)));
      return pem.length() > MAX_CHARACTERS
          ? invalid(ref, "holds more than %d characters".formatted(MAX_CHARACTERS))
          : new Usable(pem);
    } catch (InvalidCredentialsException e) {
      return invalid(ref, "holds no certificates in PEM, or more than those");
    }
  }

  private static Unusable invalid(SecretKeyRef ref, String what) {
    return new Unusable(
        Reason.AuthSecretInvalid,
        "data key %s of Secret %s %s; nobody is let in".formatted(ref.key(), ref.name(), what));
  }
}
