package dev.rampwright.operator.tokencache.resources;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.operator.pki.CredentialsData;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;

/** The Secret with what the managed Valkey proves itself by. */
public final class ValkeyCertificate {
  private ValkeyCertificate() {}

  /**
   * The Secret.
   *
   * @param credentials of {@link CacheNames#host()}
   */
  public static Secret secret(CacheNames names, Credentials credentials) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(names.valkeyTls())
        .withNamespace(names.namespace())
        .withLabels(names.labels())
        .endMetadata()
        .withType("Opaque")
        .withData(CredentialsData.of(credentials))
        .build();
  }
}
