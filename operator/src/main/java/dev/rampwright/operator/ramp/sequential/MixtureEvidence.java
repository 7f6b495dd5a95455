package dev.rampwright.operator.ramp.sequential;

/**
 * Logarithms of mixture likelihood ratios against a rate of exactly p, from k of n. With X binomial
 * of n trials and p, they are closed forms but for a tail, which a geometric series bounds from
 * above, so that the evidence errs to the smaller side (by less than 1% where it decides).
 *
 * @param count k of n
 * @param logWays logarithm of the number of ways to choose k from n
 */
record MixtureEvidence(RateCount count, double logWays) {
  /** A single occurrence shows no rate, however low the limit. */
  private static final long FEWEST = 2;

  static MixtureEvidence of(RateCount count) {
    return new MixtureEvidence(count, new LogCombinations(count.n()).of(count.k()));
  }

  /**
   * That the rate is above p: the alternatives are spread evenly over the logarithm of (p, 1), for
   * twice the rate matters as much at 0.1% as at 10%. The mixture is P(X < k) / (k ln(1/p) P(X =
   * k)).
   */
  double above(double p) {
    long k = count.k();
    if (k < FEWEST || p >= 1 || k <= count.n() * p) {
      return Double.NEGATIVE_INFINITY;
    }
    if (p <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double logAt = logAt(p);
    double ratio = (count.n() - k) / (k + 1.0) * p / (1 - p);
    double below = 1 - Math.exp(logAt) / (1 - ratio);
    return below <= 0 ? Double.NEGATIVE_INFINITY : Math.log(below / (k * -Math.log(p))) - logAt;
  }

  /**
   * That the rate is below p: the alternatives are spread evenly over (0, p). With Y binomial of n
   * + 1 trials and p the mixture is P(Y > k) / ((n + 1) p P(X = k)).
   */
  double below(double p) {
    long more = count.n() + 1;
    long k = count.k();
    if (k >= count.n() * p) {
      return Double.NEGATIVE_INFINITY;
    }
    if (p >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double logAt = logAt(p);
    double atOfOneMore = Math.exp(logAt) * (1 - p) * more / (more - k);
    double ratio = k / (more - k + 1.0) * (1 - p) / p;
    double above = 1 - atOfOneMore / (1 - ratio);
    return above <= 0 ? Double.NEGATIVE_INFINITY : Math.log(above / (more * p)) - logAt;
  }

  /** Logarithm of P(X = k). */
  private double logAt(double p) {
    return logWays + count.k() * Math.log(p) + (count.n() - count.k()) * Math.log1p(-p);
  }
}
