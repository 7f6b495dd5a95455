package dev.rampwright.operator.inferenceservice.sidecar;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;

/** Histograms as a sidecar writes them. */
final class Histograms {
  private Histograms() {}

  /** So many requests of that many microseconds. */
  static String text(long micros, long count) {
    Histogram histogram = new Histogram(2);
    histogram.setAutoResize(true);
    if (count > 0) {
      histogram.recordValueWithCount(micros, count);
    }
    return text(histogram);
  }

  static String text(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }
}
