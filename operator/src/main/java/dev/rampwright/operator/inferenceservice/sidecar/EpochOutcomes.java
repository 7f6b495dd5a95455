package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.Outcomes;
import dev.rampwright.operator.inferenceservice.sidecar.Count.Detail;
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

  /** All of the epoch, without samples. */
  public EpochOutcomes(Outcomes stable, Outcomes candidate) {
    this(stable, candidate, requests(stable), requests(candidate));
  }

  /** Of one sidecar. */
  static EpochOutcomes of(Outcomes stable, Outcomes candidate, Detail detail) {
    return switch (detail) {
      case REQUESTS -> new EpochOutcomes(stable, candidate);
      case SAMPLES -> new EpochOutcomes(stable, candidate, measured(stable), measured(candidate));
    };
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

  private static Evidence measured(Outcomes counted) {
    Evidence requests = requests(counted);
    return SampleDecoder.decode(counted.samples()).map(requests::with).orElse(requests);
  }

  private static Evidence requests(Outcomes counted) {
    long failed = counted.failed();
    // An error is counted when it happens, its request's end a moment later.
    return Evidence.of(new Observation.Outcomes(Math.max(counted.finished(), failed), failed));
  }
}
