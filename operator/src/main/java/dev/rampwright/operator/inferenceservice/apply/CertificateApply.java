package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.Records;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.pki.Authority;
import dev.rampwright.operator.pki.CredentialsData;
import dev.rampwright.operator.pki.Issuer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the certificates of the service's sidecars right. */
final class CertificateApply {
  private final KubernetesClient client;
  private final Applier applier;
  private final Issuer issuer;
  private final ProvedCertificates proved = new ProvedCertificates();

  CertificateApply(KubernetesClient client, Applier applier, Issuer issuer) {
    this.client = client;
    this.applier = applier;
    this.issuer = issuer;
  }

  void apply(Gathered seen) {
    Identity identity = seen.identity();
    @Nullable Secret cached = seen.objects().find(Secret.class, identity.tlsSecretName());
    // Read before the certificate is: one that changes meanwhile is proved at the next pass.
    Authority authority = issuer.authority();
    if (cached != null
        && proved.holds(cached, authority, seen.now())
        && serving(seen, cached).equals(SecretTexts.serving(cached))) {
      return;
    }
    // A needless new certificate is harmless, but reaches pods a minute late.
    @Nullable Secret actual = cached == null ? stored(identity) : cached;
    Credentials right = issuer.renewed(identity.peerName(), CredentialsData.in(actual));
    proved.note(
        applier
            .applyOver(
                seen.service(), Records.tlsSecret(identity, right, serving(seen, actual)), actual)
            .object(),
        authority,
        seen.now());
  }

  /** The last good one stays for as long as there is to be one. */
  private static Map<String, String> serving(Gathered seen, @Nullable Secret actual) {
    return seen.tls()
        .map(
            tls ->
                switch (tls) {
                  case ServingTls.Usable usable -> usable.files();
                  case ServingTls.Unusable _ -> SecretTexts.serving(actual);
                })
        .orElse(Map.of());
  }

  private @Nullable Secret stored(Identity identity) {
    return client
        .secrets()
        .inNamespace(identity.namespace())
        .withName(identity.tlsSecretName())
        .get();
  }
}
