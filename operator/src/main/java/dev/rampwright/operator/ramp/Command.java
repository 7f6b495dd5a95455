package dev.rampwright.operator.ramp;

/**
 * What a person asks of one ramp, once.
 *
 * @param verb what to do
 * @param hash of the revision that is meant: the candidate, for a retry the failed one
 * @param token tells this command from an equal one; handled at most once
 */
public record Command(Verb verb, String hash, String token) {
  /** As the annotation has it. */
  public String text() {
    return "%s/%s/%s".formatted(verb.word(), hash, token);
  }
}
