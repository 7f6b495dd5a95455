package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.GateVerdict.Verdict;
import dev.rampwright.operator.ramp.Observation.Outcomes;

/**
 * Judges an error rate by exact one-sided bounds: it fails when even the lower bound exceeds the
 * limit, passes when even the upper bound keeps it.
 */
final class ErrorRateJudge {
  /** Of the upper bound; with it 60 clean requests keep a limit of 5%, 299 one of 1%. */
  static final double PASS_CONFIDENCE = 0.95;

  /**
   * Of the lower bound. Higher, because a Fail may come at any of many looks at the growing data,
   * and each look is another chance to fail a candidate that is good enough.
   */
  static final double FAIL_CONFIDENCE = 0.999;

  /** One failed request proves no rate, however low the limit. */
  private static final int FEWEST_FAILURES = 2;

  private ErrorRateJudge() {}

  /** The verdict on one step's requests; a Fail does not wait for {@code minRequests}. */
  static GateVerdict judge(Gate.ErrorRate gate, long minRequests, Outcomes outcomes) {
    long n = outcomes.finished();
    double lower = BinomialBounds.lower(n, outcomes.failed(), FAIL_CONFIDENCE);
    double upper = BinomialBounds.upper(n, outcomes.failed(), PASS_CONFIDENCE);
    Reason reason = reason(gate, minRequests, outcomes, lower, upper);
    Verdict verdict =
        switch (reason) {
          case ABOVE_LIMIT -> Verdict.FAIL;
          case WITHIN_LIMIT -> Verdict.PASS;
          case TOO_FEW_SAMPLES, UNDECIDED -> Verdict.INCONCLUSIVE;
        };
    return new GateVerdict(
        gate.name(), verdict, reason, n, outcomes.failed(), lower, upper, gate.max());
  }

  private static Reason reason(
      Gate.ErrorRate gate, long minRequests, Outcomes outcomes, double lower, double upper) {
    if (lower > gate.max() && outcomes.failed() >= FEWEST_FAILURES) {
      return Reason.ABOVE_LIMIT;
    }
    if (outcomes.finished() < minRequests) {
      return Reason.TOO_FEW_SAMPLES;
    }
    return upper <= gate.max() ? Reason.WITHIN_LIMIT : Reason.UNDECIDED;
  }
}
