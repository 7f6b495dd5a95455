package dev.rampwright.benchmarks;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Times of requests as models have them: log-normal, the same at each run. */
final class Requests {
  private static final int DIGITS = 2;
  private static final double SPREAD = 0.5;

  private Requests() {}

  /** So many, in microseconds around the median. */
  static Histogram times(int count, long medianMicros) {
    SplittableRandom random = new SplittableRandom(medianMicros);
    Histogram histogram = new Histogram(DIGITS);
    histogram.setAutoResize(true);
    for (int i = 0; i < count; i++) {
      histogram.recordValue(
          Math.max(1, (long) (medianMicros * Math.exp(SPREAD * random.nextGaussian()))));
    }
    return histogram;
  }

  /** The same as counts by microseconds. */
  static Map<Long, Long> counts(Histogram histogram) {
    Map<Long, Long> counts = new TreeMap<>();
    histogram
        .recordedValues()
        .forEach(
            it ->
                counts.merge(
                    histogram.lowestEquivalentValue(it.getValueIteratedTo()),
                    it.getCountAtValueIteratedTo(),
                    Long::sum));
    return counts;
  }
}
