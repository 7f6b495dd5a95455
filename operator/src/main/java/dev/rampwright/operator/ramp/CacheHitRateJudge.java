package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Evidence.Lookups;
import dev.rampwright.operator.ramp.Evidence.Samples;
import dev.rampwright.operator.ramp.GateVerdict.Numbers;
import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.GateVerdict.Verdict;
import dev.rampwright.operator.ramp.sequential.RateCount;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Judges the share of cache lookups that hit, by counting the misses. */
record CacheHitRateJudge(
    Gate.CacheHitRate gate, Terms terms, RateCount misses, RateCount stable, boolean rising) {

  static GateVerdict judge(Gate.CacheHitRate gate, Terms terms, Samples candidate, Samples stable) {
    boolean rising = candidate.recent().rate() > candidate.cache().rate();
    return new CacheHitRateJudge(
            gate, terms, misses(candidate.cache()), misses(stable.cache()), rising)
        .verdict();
  }

  private static RateCount misses(Lookups lookups) {
    return new RateCount(lookups.total(), lookups.misses());
  }

  private GateVerdict verdict() {
    List<Finding> findings = new ArrayList<>();
    if (gate.min() != null) {
      findings.add(absolute(gate.min()));
    }
    if (gate.minRatio() != null) {
      findings.add(relative(gate.minRatio()));
    }
    return Finding.weightiest(gate, terms, findings);
  }

  private Finding absolute(double min) {
    double upper = 1 - misses.lower(terms.alpha());
    boolean kept = terms.kept(misses, 1 - min);
    Reason reason = terms.absolute(misses.n(), known() && upper < min, kept, Reason.BELOW_LIMIT);
    double lower = 1 - terms.upper(misses, 1 - min);
    return new Finding(warming(reason), numbers(lower, upper, min, OptionalDouble.empty()));
  }

  private Finding relative(double minRatio) {
    double upper = 1 - misses.lower(terms.half());
    double limit = minRatio * (1 - stable.upper(terms.half()));
    Reason reason = terms.relative(misses.n(), stable.n(), known() && upper < limit);
    double lower = 1 - misses.upper(Terms.PASS_ALPHA);
    return new Finding(warming(reason), numbers(lower, upper, limit, hitRate(stable)));
  }

  /** The first lookups miss in any revision's cache, for it begins empty. */
  private boolean known() {
    return misses.n() >= terms.minRequests();
  }

  private Reason warming(Reason reason) {
    return rising && reason.verdict() == Verdict.FAIL ? Reason.CACHE_WARMING : reason;
  }

  private Numbers numbers(double lower, double upper, double limit, OptionalDouble stableRate) {
    double value = hitRate(misses).orElse(0);
    return new Numbers(misses.n(), misses.k(), value, lower, upper, limit, stableRate);
  }

  private static OptionalDouble hitRate(RateCount misses) {
    return misses.n() == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - misses.rate());
  }
}
