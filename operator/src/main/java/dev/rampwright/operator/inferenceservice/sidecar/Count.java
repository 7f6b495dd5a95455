package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.SidecarStats;

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

  /** How much of the counters is read. */
  public enum Detail {
    /** Requests only: where no gate is judged nobody looks at more. */
    REQUESTS,
    /** Latencies and lookups too, whose histograms take the better part of a pass to decode. */
    SAMPLES
  }

  EpochOutcomes outcomes(Detail detail) {
    return switch (of) {
      case BOTH_SIDES -> EpochOutcomes.of(stats.core().local(), stats.core().candidate(), detail);
      case CANDIDATE_ONLY -> EpochOutcomes.of(Outcomes.NONE, stats.core().local(), detail);
    };
  }
}
