package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Verdict;
import dev.rampwright.operator.ramp.Observation.Outcomes;
import java.util.SplittableRandom;

/** Simulates the requests of one step that fail now and then, and what the gate says of them. */
final class ErrorStep {
  private final Gate.ErrorRate gate;
  private final Terms terms;
  private final SplittableRandom random;
  private final double rate;
  private final double stableRate;

  ErrorStep(Gate.ErrorRate gate, Terms terms, double rate, double stableRate, long seed) {
    this.gate = gate;
    this.terms = terms;
    this.rate = rate;
    this.stableRate = stableRate;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Looks again and again.
   *
   * @param weightPercent the candidate's share
   * @param requests of the candidate, at which it ends
   * @param every requests of the candidate from one look to the next
   * @return the candidate's requests at the first Fail; {@code requests + 1} if there is none
   */
  int failsAt(int weightPercent, int requests, int every) {
    int stableEvery = every * (100 - weightPercent) / weightPercent;
    long failed = 0;
    long stableFailed = 0;
    long stableFinished = 0;
    for (int n = every; n <= requests; n += every) {
      failed += failures(every, rate);
      stableFailed += failures(stableEvery, stableRate);
      stableFinished += stableEvery;
      GateVerdict verdict =
          ErrorRateJudge.judge(
              gate, terms, new Outcomes(n, failed), new Outcomes(stableFinished, stableFailed));
      if (verdict.verdict() == Verdict.FAIL) {
        return n;
      }
    }
    return requests + 1;
  }

  /** Binomial, by jumping from one failure to the next. */
  private int failures(int requests, double probability) {
    int failures = -1;
    double at = 0;
    while (at <= requests) {
      at += 1 + Math.floor(Math.log(1 - random.nextDouble()) / Math.log1p(-probability));
      failures++;
    }
    return failures;
  }
}
