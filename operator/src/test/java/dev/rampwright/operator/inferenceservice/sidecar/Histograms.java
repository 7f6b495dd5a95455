package dev.rampwright.operator.inferenceservice.sidecar;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** Histograms as a sidecar writes them. */
public final class Histograms {
  private Histograms() {}

  /** So many requests of that many microseconds. */
  public static String text(long micros, long count) {
    Histogram histogram = new Histogram(2);
    histogram.setAutoResize(true);
    if (count > 0) {
      histogram.recordValueWithCount(micros, count);
    }
    return text(histogram);
  }

  /** A few hundred requests, log-normal around so many microseconds. */
  public static String spread(long medianMicros) {
    SplittableRandom random = new SplittableRandom(medianMicros);
    Histogram histogram = new Histogram(2);
    histogram.setAutoResize(true);
    for (int i = 0; i < 400; i++) {
      histogram.recordValue(
          Math.max(1, (long) (medianMicros * Math.exp(random.nextGaussian() / 2))));
    }
    return text(histogram);
  }

  public static String text(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }
}
