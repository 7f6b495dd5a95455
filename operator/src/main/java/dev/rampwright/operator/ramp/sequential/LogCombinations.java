package dev.rampwright.operator.ramp.sequential;

/**
 * Natural logarithms of the numbers of ways to choose from n.
 *
 * @param n size of the set, at least 0
 */
record LogCombinations(long n) {
  private static final int SERIES_FROM = 16;

  /** Of choosing {@code k}; 0 to {@code n}. */
  double of(long k) {
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  }

  /** Stirling's series; its error from {@link #SERIES_FROM} on is below 1e-12. */
  private static double logFactorial(long m) {
    if (m < SERIES_FROM) {
      double product = 1;
      for (long i = 2; i <= m; i++) {
        product *= i;
      }
      return Math.log(product);
    }
    double square = (double) m * m;
    double series = (1 / 12.0 - (1 / 360.0 - 1 / 1260.0 / square) / square) / m;
    return m * Math.log((double) m) - m + Math.log(2 * Math.PI * m) / 2 + series;
  }
}
