package dev.rampwright.operator.inferenceservice.revision;

import dev.rampwright.contracts.Digests;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Optional;

/**
 * One immutable version of a service's pods.
 *
 * @param hash 8 hexadecimal digits; part of every name, label and cache key
 * @param spec what it consists of
 * @param number rises with each revision of the service, from 1
 * @param template the pod as it was rendered when the revision was stored: a later operator, which
 *     would render it differently, restarts no pod; empty before it is stored
 */
public record Revision(
    String hash, RevisionSpec spec, long number, Optional<PodTemplateSpec> template) {
  private static final int HASH_LENGTH = 8;

  /** A revision that is not stored yet. */
  public static Revision of(RevisionSpec spec, long number) {
    String hash = Digests.sha256Hex(spec.canonicalJson()).substring(0, HASH_LENGTH);
    return new Revision(hash, spec, number, Optional.empty());
  }
}
