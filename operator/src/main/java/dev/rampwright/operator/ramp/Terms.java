package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.sequential.RateCount;

/**
 * On which terms the gates of a step are judged.
 *
 * @param minRequests samples that a Pass needs
 * @param alpha probability at most that one bound ever fails a candidate that keeps it
 * @param stableServes whether the stable revision takes a share, so that there is a comparison
 */
record Terms(long minRequests, double alpha, boolean stableServes) {
  /** Of each of the two tests that can show a limit to be kept. */
  static final double PASS_ALPHA = 0.05;

  /** Probability at most that a whole ramp is rolled back though every bound is kept. */
  private static final double RAMP_ALPHA = 0.01;

  /** The plan's, shared out evenly over all bounds of all steps. */
  static Terms of(RampPlan plan, int step) {
    int bounds =
        plan.gates().gates().stream().filter(it -> !it.dryRun()).mapToInt(Gate::bounds).sum();
    return new Terms(
        plan.gates().minRequests(),
        RAMP_ALPHA / (Math.max(1, bounds) * plan.steps().size()),
        plan.step(step).weightPercent() < 100);
  }

  /** For each of the two revisions of a comparison. */
  double half() {
    return alpha / 2;
  }

  Reason absolute(long samples, boolean failed, boolean kept, Reason failure) {
    if (failed) {
      return failure;
    }
    if (samples < minRequests) {
      return Reason.TOO_FEW_SAMPLES;
    }
    return kept ? Reason.WITHIN_LIMIT : Reason.UNDECIDED;
  }

  Reason relative(long samples, long stableSamples, boolean worse) {
    if (worse) {
      return Reason.WORSE_THAN_STABLE;
    }
    if (samples < minRequests) {
      return Reason.TOO_FEW_SAMPLES;
    }
    if (!stableServes) {
      return Reason.NOTHING_TO_COMPARE;
    }
    return stableSamples < minRequests ? Reason.TOO_FEW_STABLE_SAMPLES : Reason.NOT_SHOWN_WORSE;
  }

  /**
   * Whether enough samples show a rate of at most the limit: by the sequential test, or because
   * none was bad up to the first look at which that alone can show it. Either errs in 5% at most.
   */
  boolean kept(RateCount bad, double limit) {
    return bad.n() >= minRequests
        && (bad.below(limit, PASS_ALPHA) || (bad.k() == 0 && bad.n() >= firstClean(limit)));
  }

  /** At least the true rate, as far as a Pass may rest on it. */
  double upper(RateCount bad, double limit) {
    double upper = bad.upper(PASS_ALPHA);
    long first = firstClean(limit);
    boolean clean = bad.k() == 0 && bad.n() >= first;
    return clean ? Math.min(upper, 1 - Math.pow(PASS_ALPHA, 1.0 / first)) : upper;
  }

  private long firstClean(double limit) {
    return Math.max(minRequests, (long) Math.ceil(Math.log(PASS_ALPHA) / Math.log1p(-limit)));
  }
}
