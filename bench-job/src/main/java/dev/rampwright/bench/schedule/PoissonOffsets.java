package dev.rampwright.bench.schedule;

import java.util.SplittableRandom;

/** A Poisson process: independent, exponentially distributed gaps. */
final class PoissonOffsets implements Offsets {
  private final double meanNanos;
  private final SplittableRandom random;
  private double offset;

  PoissonOffsets(double ratePerSecond, long seed) {
    this.meanNanos = 1e9 / ratePerSecond;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public long next() {
    // nextDouble() may be 0 but never 1: the logarithm stays finite.
    offset -= meanNanos * Math.log(1 - random.nextDouble());
    return (long) offset;
  }
}
