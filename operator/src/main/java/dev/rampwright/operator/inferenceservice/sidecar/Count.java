package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.SidecarStats.Outcomes;

/**
 * What one sidecar has counted, and for whom.
 *
 * @param stats its statistics
 * @param of which of its counters are whose
 */
public record Count(SidecarStats stats, Counting of) {
  /** Which counters of a sidecar are whose. */
  public enum Counting {
    /** A pod of the stable revision: it counts its own answers, and those that it forwarded. */
    BOTH_SIDES,
    /** A pod of the candidate, to which a gateway sends requests: its answers are its own. */
    CANDIDATE_ONLY
  }

  EpochOutcomes outcomes() {
    return switch (of) {
      case BOTH_SIDES -> new EpochOutcomes(stats.local(), stats.candidate());
      case CANDIDATE_ONLY -> new EpochOutcomes(Outcomes.NONE, stats.local());
    };
  }
}
