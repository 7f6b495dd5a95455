package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Numbers;
import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.sequential.QuantileSample;
import dev.rampwright.operator.ramp.sequential.RateCount;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Judges a quantile of a time; all in microseconds.
 *
 * @param limit the longest allowed; absent: no absolute bound
 * @param ratio how many times stable's it may be; absent: no comparison
 */
record QuantileJudge(
    Terms terms,
    QuantileSample candidate,
    QuantileSample stable,
    @Nullable Double limit,
    @Nullable Double ratio) {

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (limit != null) {
      findings.add(absolute(limit));
    }
    if (ratio != null) {
      findings.add(relative(ratio));
    }
    return findings;
  }

  private Finding absolute(double most) {
    RateCount above = new RateCount(candidate.n(), candidate.above((long) most));
    double lower = (double) candidate.lower(terms.alpha());
    boolean kept = terms.kept(above, candidate.share());
    Reason reason = terms.absolute(candidate.n(), lower > most, kept, Reason.ABOVE_LIMIT);
    double upper = upper();
    return new Finding(
        reason, numbers(above.k(), lower, kept ? Math.min(upper, most) : upper, most, false));
  }

  private Finding relative(double most) {
    double lower = (double) candidate.lower(terms.half());
    double bound = most * known(stable.upper(terms.half()));
    Reason reason = informed(terms.relative(candidate.n(), stable.n(), lower > bound), bound);
    long above = Double.isInfinite(bound) ? 0 : candidate.above((long) bound);
    return new Finding(reason, numbers(above, lower, upper(), bound, true));
  }

  /** While nothing bounds stable's quantile, no candidate could be shown to be worse. */
  private static Reason informed(Reason reason, double bound) {
    return reason == Reason.NOT_SHOWN_WORSE && Double.isInfinite(bound)
        ? Reason.TOO_FEW_STABLE_SAMPLES
        : reason;
  }

  private double upper() {
    return known(candidate.upper(Terms.PASS_ALPHA));
  }

  private static double known(long bound) {
    return bound == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : (double) bound;
  }

  private Numbers numbers(long bad, double lower, double upper, double bound, boolean compared) {
    return new Numbers(
        candidate.n(),
        bad,
        candidate.value(),
        lower,
        upper,
        bound,
        compared && stable.n() > 0
            ? OptionalDouble.of((double) stable.value())
            : OptionalDouble.empty());
  }
}
