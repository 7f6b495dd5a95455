package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.SidecarStats.Outcomes;
import dev.rampwright.operator.ramp.Evidence;
import dev.rampwright.operator.ramp.Observation;

/**
 * What the pods that count have counted in one epoch, restarted and vanished ones included.
 *
 * @param stable requests that were meant for their own revision
 * @param candidate requests that were meant for the candidate
 * @param stableEvidence what the former showed, as far back as the gates look
 * @param candidateEvidence what the latter showed, as far back as the gates look
 */
public record EpochOutcomes(
    Outcomes stable, Outcomes candidate, Evidence stableEvidence, Evidence candidateEvidence) {
  public static final EpochOutcomes NONE = new EpochOutcomes(Outcomes.NONE, Outcomes.NONE);

  /** Of one sidecar, or all of the epoch. */
  public EpochOutcomes(Outcomes stable, Outcomes candidate) {
    this(stable, candidate, evidence(stable), evidence(candidate));
  }

  EpochOutcomes plus(EpochOutcomes other) {
    return new EpochOutcomes(
        stable.plus(other.stable),
        candidate.plus(other.candidate),
        stableEvidence.plus(other.stableEvidence),
        candidateEvidence.plus(other.candidateEvidence));
  }

  /** The same, but its evidence is only what came after an earlier state of the same counters. */
  EpochOutcomes since(EpochOutcomes earlier) {
    return new EpochOutcomes(
        stable,
        candidate,
        stableEvidence.since(earlier.stableEvidence),
        candidateEvidence.since(earlier.candidateEvidence));
  }

  EpochOutcomes withRecent(RecentLookups recent) {
    return new EpochOutcomes(
        stable,
        candidate,
        stableEvidence.withRecent(recent.stable()),
        candidateEvidence.withRecent(recent.candidate()));
  }

  private static Evidence evidence(Outcomes counted) {
    long failed = counted.failed();
    // An error is counted when it happens, its request's end a moment later.
    Evidence requests =
        Evidence.of(new Observation.Outcomes(Math.max(counted.finished(), failed), failed));
    return SampleDecoder.decode(counted.samples()).map(requests::with).orElse(requests);
  }
}
