package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.operator.pki.Authority;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which versions of the services' Secrets were found to hold the right certificate. To prove that
 * anew takes three signatures' time, a third of a pass at rest. Forgetting is harmless.
 */
final class ProvedCertificates {
  /** A certificate is renewed days before its end; so much later does not matter. */
  static final Duration HOLDS = Duration.ofHours(1);

  private static final int MAX_ENTRIES = 65_536;

  private final Map<String, Proof> proofs = new ConcurrentHashMap<>();

  private record Proof(String version, Authority authority, Instant until) {}

  /** Notes that this version of the Secret is as this authority wants it. */
  void note(Secret secret, Authority authority, Instant now) {
    if (proofs.size() >= MAX_ENTRIES) {
      proofs.clear();
    }
    proofs.put(
        secret.getMetadata().getUid(),
        new Proof(secret.getMetadata().getResourceVersion(), authority, now.plus(HOLDS)));
  }

  /** Whether it was so, and can be no other by now. */
  boolean holds(Secret secret, Authority authority, Instant now) {
    Proof proof = proofs.get(secret.getMetadata().getUid());
    return proof != null
        && proof.version().equals(secret.getMetadata().getResourceVersion())
        && proof.authority().equals(authority)
        && now.isBefore(proof.until());
  }
}
