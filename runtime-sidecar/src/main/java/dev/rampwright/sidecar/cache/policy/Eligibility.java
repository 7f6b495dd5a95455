package dev.rampwright.sidecar.cache.policy;

/** Which requests may be replayed at all. */
public enum Eligibility {
  /** Those that ask for a deterministic answer. */
  DETERMINISTIC,
  /** Those whose client says how old an answer may be, whatever they ask. */
  OPTED_IN
}
