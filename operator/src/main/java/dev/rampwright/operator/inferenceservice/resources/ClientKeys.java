package dev.rampwright.operator.inferenceservice.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.UserSecrets;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the Secret of {@code serving.auth.apiKeys} holds. */
public sealed interface ClientKeys {
  /**
   * Keys that can be used.
   *
   * @param byTenant each tenant's key
   */
  record Usable(Map<String, String> byTenant) implements ClientKeys {
    public Usable {
      byTenant = Map.copyOf(byTenant);
    }

    @Override
    public String toString() {
      return "Usable[" + byTenant.size() + " keys]";
    }
  }

  /**
   * Nobody can be let in by it.
   *
   * @param message what to do
   */
  record Unusable(Reason reason, String message) implements ClientKeys {}

  int MIN_KEY_CHARACTERS = 16;
  int MAX_KEYS = 1_000;

  /**
   * Reads the Secret.
   *
   * @param name that the spec gives
   * @param secret null: it does not exist, or has not the label by which the operator may read it
   */
  static ClientKeys of(String name, @Nullable Secret secret) {
    if (secret == null || !UserSecrets.mayBeNamed(secret)) {
      return new Unusable(
          Reason.AuthSecretMissing, UserSecrets.missing(name, "service's") + "; nobody is let in");
    }
    Map<String, String> byTenant = new TreeMap<>();
    Optional.ofNullable(secret.getData())
        .orElse(Map.of())
        .forEach((tenant, data) -> byTenant.put(tenant, decoded(data)));
    return problem(byTenant)
        .<ClientKeys>map(
            what ->
                new Unusable(
                    Reason.AuthSecretInvalid,
                    "Secret %s %s; nobody is let in".formatted(name, what)))
        .orElseGet(() -> new Usable(byTenant));
  }

  private static String decoded(String data) {
    return new String(Base64.getDecoder().decode(data), UTF_8).strip();
  }

  /** Names tenants, never keys. */
  private static Optional<String> problem(Map<String, String> byTenant) {
    if (byTenant.isEmpty() || byTenant.size() > MAX_KEYS) {
      return Optional.of(
          "has %d data keys, and 1 to %d are taken".formatted(byTenant.size(), MAX_KEYS));
    }
    Set<String> keys = new HashSet<>();
    for (Map.Entry<String, String> entry : byTenant.entrySet()) {
      String tenant = entry.getKey();
      if (tenant.length() > ClientAuth.MAX_TENANT_CHARACTERS) {
        return Optional.of(
            "has the tenant %s of more than %d characters"
                .formatted(tenant, ClientAuth.MAX_TENANT_CHARACTERS));
      }
      if (entry.getValue().length() < MIN_KEY_CHARACTERS) {
        return Optional.of(
            "gives tenant %s a key of less than %d characters"
                .formatted(tenant, MIN_KEY_CHARACTERS));
      }
      if (!keys.add(entry.getValue())) {
        return Optional.of("gives tenant %s a key that another one has".formatted(tenant));
      }
    }
    return Optional.empty();
  }
}
