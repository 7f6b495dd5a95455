package dev.rampwright.operator.ramp.sequential;

/**
 * How often something happened. Everything said about its true rate holds at all looks together.
 *
 * @param n observations, at least 0
 * @param k those of them in which it happened, 0 to n
 */
public record RateCount(long n, long k) {
  /** To less than a millionth. */
  private static final int BISECTIONS = 20;

  public RateCount {
    if (k < 0 || n < k) {
      throw new IllegalArgumentException("must be 0..%d, is %d".formatted(n, k));
    }
  }

  /** The share seen; 0 without observations. */
  public double rate() {
    return n == 0 ? 0 : (double) k / n;
  }

  /**
   * Whether the true rate is shown to be above the limit.
   *
   * @param limit above 0; no rate is above 1
   * @param alpha probability at most of ever saying so at any look if it is not
   */
  public boolean above(double limit, double alpha) {
    return MixtureEvidence.of(this).above(limit) >= -Math.log(alpha);
  }

  /**
   * Whether the true rate is shown to be at most the limit.
   *
   * @param limit above 0
   * @param alpha probability at most of ever saying so at any look if it is above
   */
  public boolean below(double limit, double alpha) {
    return limit >= 1 || MixtureEvidence.of(this).below(limit) >= -Math.log(alpha);
  }

  /** Below the true rate, but for a probability of alpha over all looks. */
  public double lower(double alpha) {
    MixtureEvidence evidence = MixtureEvidence.of(this);
    double shown = 0;
    double open = rate();
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (shown + open) / 2;
      if (evidence.above(middle) >= -Math.log(alpha)) {
        shown = middle;
      } else {
        open = middle;
      }
    }
    return shown;
  }

  /** At least the true rate, but for a probability of alpha over all looks. */
  public double upper(double alpha) {
    MixtureEvidence evidence = MixtureEvidence.of(this);
    double shown = 1;
    double open = rate();
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (shown + open) / 2;
      if (evidence.below(middle) >= -Math.log(alpha)) {
        shown = middle;
      } else {
        open = middle;
      }
    }
    return shown;
  }

  /** The smallest k of n that shows a rate above the limit; n + 1 if none does. */
  public static long fewestAbove(long n, double limit, double alpha) {
    long no = (long) (n * limit);
    long yes = n + 1;
    while (yes - no > 1) {
      long middle = (no + yes) / 2;
      if (new RateCount(n, middle).above(limit, alpha)) {
        yes = middle;
      } else {
        no = middle;
      }
    }
    return yes;
  }

  /** The greatest k of n that shows a rate of at most the limit; -1 if none does. */
  public static long mostBelow(long n, double limit, double alpha) {
    long yes = -1;
    long no = (long) (n * limit) + 1;
    while (no - yes > 1) {
      long middle = (no + yes) / 2;
      if (new RateCount(n, middle).below(limit, alpha)) {
        yes = middle;
      } else {
        no = middle;
      }
    }
    return yes;
  }
}
