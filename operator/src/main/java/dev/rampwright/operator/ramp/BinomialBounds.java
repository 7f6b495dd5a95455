package dev.rampwright.operator.ramp;

/**
 * Exact confidence bounds of a probability from counts, after Clopper and Pearson (Biometrika 26,
 * 1934): the bound is the probability at which the binomial tail equals 1 - confidence.
 */
final class BinomialBounds {
  private static final int BISECTIONS = 44;

  /** A term this much smaller than the sum so far cannot move it any more. */
  private static final double NEGLIGIBLE = 1e-17;

  private BinomialBounds() {}

  /** The lowest probability that makes {@code failed} or more of {@code n} credible. */
  static double lower(long n, long failed, double confidence) {
    if (failed == 0) {
      return 0;
    }
    LogCombinations ways = new LogCombinations(n);
    double low = 0;
    double high = (double) failed / n;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (atLeast(ways, failed, middle) < 1 - confidence) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The highest probability that makes {@code failed} or fewer of {@code n} credible. */
  static double upper(long n, long failed, double confidence) {
    return n == 0 ? 1 : 1 - lower(n, n - failed, confidence);
  }

  /** P(X >= k) for X binomial; k at least 1, and p at most k/n, where the terms fall from k on. */
  private static double atLeast(LogCombinations ways, long k, double p) {
    if (p <= 0) {
      return 0;
    }
    double odds = p / (1 - p);
    double term = Math.exp(ways.of(k) + k * Math.log(p) + (ways.n() - k) * Math.log1p(-p));
    double sum = 0;
    for (long i = k; i <= ways.n() && term > sum * NEGLIGIBLE; i++) {
      sum += term;
      term *= odds * (ways.n() - i) / (i + 1);
    }
    return Math.min(1, sum);
  }
}
