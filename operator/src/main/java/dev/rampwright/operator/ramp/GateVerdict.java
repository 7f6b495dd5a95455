package dev.rampwright.operator.ramp;

import java.util.OptionalDouble;

/**
 * What one gate says of one step's samples, numbers first.
 *
 * @param gate which gate
 * @param reason why it says so
 * @param numbers what it rests on
 * @param confidence of the bound that can fail the gate, over all looks together
 */
public record GateVerdict(Gate gate, Reason reason, Numbers numbers, double confidence) {

  /** What a gate can say, the weightiest first. */
  public enum Verdict {
    FAIL,
    INCONCLUSIVE,
    PASS
  }

  /** Why a gate says so. */
  public enum Reason {
    /** Even the lower bound exceeds the limit. */
    ABOVE_LIMIT(Verdict.FAIL),
    /** Even the upper bound falls short of the limit. */
    BELOW_LIMIT(Verdict.FAIL),
    /** Even the bound in the candidate's favour is worse than stable's worst by the margin. */
    WORSE_THAN_STABLE(Verdict.FAIL),
    /** The sidecars do not measure this. */
    NOT_MEASURED(Verdict.INCONCLUSIVE),
    /** Fewer samples than a Pass needs. */
    TOO_FEW_SAMPLES(Verdict.INCONCLUSIVE),
    /** Fewer samples of the stable revision than a comparison needs. */
    TOO_FEW_STABLE_SAMPLES(Verdict.INCONCLUSIVE),
    /** The cache's hit rate is too low, but rises. */
    CACHE_WARMING(Verdict.INCONCLUSIVE),
    /** The limit lies between the bounds. */
    UNDECIDED(Verdict.INCONCLUSIVE),
    /** Enough samples, and the limit is shown to be kept. */
    WITHIN_LIMIT(Verdict.PASS),
    /** Enough samples of both revisions, and nothing shows the candidate to be the worse one. */
    NOT_SHOWN_WORSE(Verdict.PASS),
    /** The stable revision takes no traffic at this step, so there is nothing to compare. */
    NOTHING_TO_COMPARE(Verdict.PASS);

    private final Verdict verdict;

    Reason(Verdict verdict) {
      this.verdict = verdict;
    }

    /** What follows from it. */
    public Verdict verdict() {
      return verdict;
    }
  }

  /**
   * The numbers, in the gate's unit.
   *
   * @param samples the candidate's requests, streams or lookups that were judged
   * @param bad those of them on the wrong side
   * @param value as measured; 0 without samples
   * @param lower the true value is above this
   * @param upper the true value is at most this; infinite while nothing bounds it
   * @param limit the gate's bound; against stable it is reckoned from stable's own bound, and
   *     infinite or 0 while there is none
   * @param stable the stable revision's value, where it was compared
   */
  public record Numbers(
      long samples,
      long bad,
      double value,
      double lower,
      double upper,
      double limit,
      OptionalDouble stable) {}

  /** What follows. */
  public Verdict verdict() {
    return reason.verdict();
  }

  /** Whether the ramp takes heed of it. */
  public boolean counts() {
    return !gate.dryRun();
  }

  /** Requests, streams or lookups that were judged. */
  public long samples() {
    return numbers.samples();
  }

  /** The numbers as one sentence for a person. */
  public String message() {
    return new GateWords(this).sentence();
  }
}
