package dev.rampwright.operator.ramp;

import java.util.OptionalDouble;

/**
 * What one gate says of one step's samples, numbers first.
 *
 * @param gate which gate
 * @param reason why it says so
 * @param numbers what it rests on
 * @param confidence of the bound that can fail the gate, over all looks together; 0: none is known
 * @param problem why there are no numbers, in the words of their source; mostly empty
 */
public record GateVerdict(
    Gate gate, Reason reason, Numbers numbers, double confidence, String problem) {

  /** Whose numbers are there. */
  public GateVerdict(Gate gate, Reason reason, Numbers numbers, double confidence) {
    this(gate, reason, numbers, confidence, "");
  }

  /** What a gate can say, the weightiest first. */
  public enum Verdict {
    FAIL,
    INCONCLUSIVE,
    PASS
  }

  /** Why a gate says so. */
  public enum Reason {
    /** Even the lower bound exceeds the limit; or the last answers of a query all do. */
    ABOVE_LIMIT(Verdict.FAIL),
    /** Even the upper bound falls short of the limit; or the last answers of a query all do. */
    BELOW_LIMIT(Verdict.FAIL),
    /** Even the bound in the candidate's favour is worse than stable's worst by the margin. */
    WORSE_THAN_STABLE(Verdict.FAIL),
    /** The sidecars do not measure this. */
    NOT_MEASURED(Verdict.INCONCLUSIVE),
    /** Fewer samples than a Pass needs. */
    TOO_FEW_SAMPLES(Verdict.INCONCLUSIVE),
    /** Fewer samples of the stable revision than a comparison needs. */
    TOO_FEW_STABLE_SAMPLES(Verdict.INCONCLUSIVE),
    /** The query was not asked, or not answered, often enough yet. */
    TOO_FEW_LOOKS(Verdict.INCONCLUSIVE),
    /** The query finds no series, or its value is no finite number. */
    NO_DATA(Verdict.INCONCLUSIVE),
    /** The query was not answered as often in a row as the error limit says. */
    SOURCE_FAILING(Verdict.INCONCLUSIVE),
    /** The cache's hit rate is too low, but rises. */
    CACHE_WARMING(Verdict.INCONCLUSIVE),
    /** The limit lies between the bounds; or between the last answers of a query. */
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

    /** Whether nobody could look, or not yet: no policy for undecided gates applies then. */
    public boolean blind() {
      return this == TOO_FEW_LOOKS || this == SOURCE_FAILING;
    }
  }

  /**
   * The numbers, in the gate's unit.
   *
   * @param samples the candidate's requests, streams or lookups, or a query's last answers, that
   *     were judged
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

  /** Requests, streams, lookups or answers that were judged. */
  public long samples() {
    return numbers.samples();
  }

  /** Whether a query's last look was answered; what is not queried always is. */
  public boolean answered() {
    return !reason.blind() || (samples() > 0 && problem.isEmpty());
  }

  /** The numbers as one sentence for a person. */
  public String message() {
    return new GateWords(this).sentence();
  }
}
