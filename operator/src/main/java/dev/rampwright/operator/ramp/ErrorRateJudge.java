package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Numbers;
import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.Observation.Outcomes;
import dev.rampwright.operator.ramp.sequential.RateCount;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Judges the share of requests that failed. */
record ErrorRateJudge(Gate.ErrorRate gate, Terms terms, RateCount candidate, RateCount stable) {

  static GateVerdict judge(Gate.ErrorRate gate, Terms terms, Outcomes candidate, Outcomes stable) {
    return new ErrorRateJudge(gate, terms, count(candidate), count(stable)).verdict();
  }

  private static RateCount count(Outcomes outcomes) {
    return new RateCount(outcomes.finished(), outcomes.failed());
  }

  private GateVerdict verdict() {
    List<Finding> findings = new ArrayList<>();
    if (gate.max() != null) {
      findings.add(absolute(gate.max()));
    }
    if (gate.maxDelta() != null) {
      findings.add(relative(gate.maxDelta()));
    }
    return Finding.weightiest(gate, terms, findings);
  }

  private Finding absolute(double max) {
    double lower = candidate.lower(terms.alpha());
    Reason reason =
        terms.absolute(candidate.n(), lower > max, terms.kept(candidate, max), Reason.ABOVE_LIMIT);
    return new Finding(
        reason, numbers(lower, terms.upper(candidate, max), max, OptionalDouble.empty()));
  }

  private Finding relative(double maxDelta) {
    double lower = candidate.lower(terms.half());
    double limit = Math.min(1, stable.upper(terms.half()) + maxDelta);
    Reason reason = terms.relative(candidate.n(), stable.n(), lower > limit);
    return new Finding(
        reason,
        numbers(lower, candidate.upper(Terms.PASS_ALPHA), limit, OptionalDouble.of(stable.rate())));
  }

  private Numbers numbers(double lower, double upper, double limit, OptionalDouble stableRate) {
    return new Numbers(
        candidate.n(), candidate.k(), candidate.rate(), lower, upper, limit, stableRate);
  }
}
