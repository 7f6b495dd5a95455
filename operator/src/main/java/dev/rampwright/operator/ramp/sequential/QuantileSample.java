package dev.rampwright.operator.ramp.sequential;

/**
 * Measurements of which one quantile is judged. That the q-quantile is at most x says that a share
 * of at most 1 - q lies above x, so bounds of a rate are bounds of the quantile (S. R. Howard and
 * A. Ramdas, Sequential estimation of quantiles with applications to A/B testing and best-arm
 * identification, Bernoulli 28, 2022).
 *
 * @param measured the values
 * @param n independent observations among them, at most all: several values of one stream are not
 * @param quantile above 0 and below 1
 */
public record QuantileSample(Distribution measured, long n, double quantile) {
  /** Of 1 - 0.95 as a binary fraction. */
  private static final double ROUNDING = 1e-9;

  /** Of measurements that are all independent. */
  public static QuantileSample of(Distribution measured, double quantile) {
    return new QuantileSample(measured, measured.total(), quantile);
  }

  /**
   * Of measurements that come in streams: each stream counts as one observation, whose value is the
   * share above. A mean of n such shares is no less certain than that of n yes-or-no answers.
   */
  public static QuantileSample ofStreams(Distribution measured, long streams, double quantile) {
    return new QuantileSample(measured, Math.min(streams, measured.total()), quantile);
  }

  /** The share that may lie above the quantile. */
  public double share() {
    return 1 - quantile;
  }

  /** The quantile as measured, in microseconds; 0 without measurements. */
  public long value() {
    return measured.lowestWithAbove((long) (share() * measured.total() + ROUNDING));
  }

  /** Observations above the value, rounded up. */
  public long above(long micros) {
    long total = measured.total();
    return total == 0 ? 0 : Math.ceilDiv(Math.multiplyExact(measured.above(micros), n), total);
  }

  /** Below the true quantile, in microseconds, but for a probability of alpha over all looks. */
  public long lower(double alpha) {
    long fewest = RateCount.fewestAbove(n, share(), alpha);
    return fewest > n ? 0 : measured.highestReachedBy((long) Math.ceil(fewest * weight()));
  }

  /**
   * At least the true quantile, in microseconds, but for a probability of alpha over all looks;
   * {@link Long#MAX_VALUE} while nothing bounds it.
   */
  public long upper(double alpha) {
    long most = RateCount.mostBelow(n, share(), alpha);
    return most < 0 ? Long.MAX_VALUE : measured.lowestWithAbove((long) (most * weight()));
  }

  /** Values of one observation. */
  private double weight() {
    return n == 0 ? 1 : (double) measured.total() / n;
  }
}
