package dev.rampwright.operator.ramp;

import java.util.Locale;

/**
 * What one gate says of one step's samples, numbers first.
 *
 * @param gate the gate's name
 * @param verdict what it says
 * @param reason why
 * @param samples the candidate's finished requests in this epoch
 * @param failed those of them that failed
 * @param lower the rate is above this, with {@link ErrorRateJudge#FAIL_CONFIDENCE}
 * @param upper the rate is at most this, with {@link ErrorRateJudge#PASS_CONFIDENCE}
 * @param limit the gate's bound
 */
public record GateVerdict(
    String gate,
    Verdict verdict,
    Reason reason,
    long samples,
    long failed,
    double lower,
    double upper,
    double limit) {

  /** What a gate can say. */
  public enum Verdict {
    PASS,
    FAIL,
    INCONCLUSIVE
  }

  /** Why a gate says so. */
  public enum Reason {
    /** Enough samples, and even the upper bound keeps the limit. */
    WITHIN_LIMIT,
    /** Even the lower bound exceeds the limit. */
    ABOVE_LIMIT,
    /** Fewer samples than a Pass needs. */
    TOO_FEW_SAMPLES,
    /** The limit lies between the bounds. */
    UNDECIDED
  }

  /** Failed over finished requests; 0 without samples. */
  public double rate() {
    return samples == 0 ? 0 : (double) failed / samples;
  }

  /** The numbers as one sentence for a person. */
  public String message() {
    return String.format(
        Locale.ROOT,
        "gate %s: %d of %d requests failed (%.2f%%), limit %.2f%%, bounds %.2f%% to %.2f%%",
        gate,
        failed,
        samples,
        100 * rate(),
        100 * limit,
        100 * lower,
        100 * upper);
  }
}
