package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.operator.ramp.Evidence;
import dev.rampwright.operator.ramp.Evidence.Lookups;
import dev.rampwright.operator.ramp.Evidence.Samples;

/**
 * Cache lookups of both revisions.
 *
 * @param stable of the revision that splits
 * @param candidate of the revision that is tried
 */
record RecentLookups(Lookups stable, Lookups candidate) {
  static RecentLookups of(EpochOutcomes counted) {
    return new RecentLookups(
        lookups(counted.stableEvidence()), lookups(counted.candidateEvidence()));
  }

  RecentLookups since(RecentLookups earlier) {
    return new RecentLookups(stable.minus(earlier.stable), candidate.minus(earlier.candidate));
  }

  private static Lookups lookups(Evidence evidence) {
    return evidence.samples().map(Samples::cache).orElse(Lookups.NONE);
  }
}
