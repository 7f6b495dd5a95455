package dev.rampwright.sidecar.it;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The test of Mann and Whitney: whether one sample tends to be larger than the other. */
final class RankSum {
  private RankSum() {}

  /**
   * Standard normal if both come from one distribution, for samples of some dozens; positive if the
   * first tends to be larger. Ties share their ranks; that they make the variance smaller is left
   * out, which errs on the side of finding nothing.
   */
  static double z(double[] first, double[] second) {
    double[] all =
        DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).sorted().toArray();
    double ranks = Arrays.stream(first).map(value -> rank(all, value)).sum();
    double n = first.length;
    double m = second.length;
    double u = ranks - n * (n + 1) / 2;
    return (u - n * m / 2) / Math.sqrt(n * m * (n + m + 1) / 12);
  }

  /** Mean of the ranks of all that are equal to it, from 1. */
  private static double rank(double[] sorted, double value) {
    int below = 0;
    int equal = 0;
    for (double other : sorted) {
      if (other < value) {
        below++;
      } else if (other == value) {
        equal++;
      }
    }
    return below + (equal + 1) / 2.0;
  }
}
