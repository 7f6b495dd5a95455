package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Verdict;
import dev.rampwright.operator.ramp.Observation.Outcomes;
import java.util.Arrays;

/**
 * How often the gate passes or fails a candidate of a known error rate when it looks after every
 * single request: exact, by following the probability of each count of failures.
 */
final class OperatingCharacteristics {
  private final Gate.ErrorRate gate;
  private final Terms terms;
  private final double rate;
  private double[] undecided;
  private int fewest;
  private double passed;
  private double failed;

  /** Follows a step of a ramp of three, with no other gate, up to that many requests. */
  OperatingCharacteristics(Gate.ErrorRate gate, int minRequests, int requests, double rate) {
    this.gate = gate;
    this.terms = new Terms(minRequests, 0.01 / 3, true);
    this.rate = rate;
    this.undecided = new double[] {1};
    for (int n = 1; n <= requests; n++) {
      request();
      look(n);
    }
  }

  private void request() {
    double[] next = new double[undecided.length + 1];
    for (int e = fewest; e < undecided.length; e++) {
      next[e] += undecided[e] * (1 - rate);
      next[e + 1] += undecided[e] * rate;
    }
    undecided = next;
  }

  /** Both limits only rise with n, so what lies beyond them is dropped. */
  private void look(int n) {
    while (fewest < undecided.length && verdict(n, fewest) == Verdict.PASS) {
      passed += undecided[fewest];
      undecided[fewest++] = 0;
    }
    int most = undecided.length - 1;
    while (most > fewest && verdict(n, most) == Verdict.FAIL) {
      failed += undecided[most--];
    }
    undecided = Arrays.copyOf(undecided, most + 1);
  }

  private Verdict verdict(int n, int e) {
    return ErrorRateJudge.judge(gate, terms, new Outcomes(n, e), Outcomes.NONE).verdict();
  }

  double passed() {
    return passed;
  }

  double failed() {
    return failed;
  }
}
