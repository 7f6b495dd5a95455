package dev.rampwright.sidecar.sample;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Durations as {@link dev.rampwright.contracts.Samples} carries them. Grows with the longest one,
 * to 27 kB at most; recording allocates nothing otherwise. Lives on the event loop.
 */
public final class LatencyHistogram {
  private static final long LONGEST_MICROS = 3_600_000_000L;
  private static final int SIGNIFICANT_DIGITS = 2;

  private final Histogram micros = new Histogram(1, 2, SIGNIFICANT_DIGITS);

  public LatencyHistogram() {
    micros.setAutoResize(true);
  }

  /** Adds one; a longer one than an hour counts as an hour. */
  public void record(Duration duration) {
    micros.recordValue(Math.clamp(duration.toNanos() / 1_000, 1, LONGEST_MICROS));
  }

  /** V2 compressed form, Base64; absent without a sample. A few kilobytes, some 0.1 ms. */
  public @Nullable String encoded() {
    if (micros.getTotalCount() == 0) {
      return null;
    }
    // Of a copy: a histogram that encodes itself keeps buffers larger than itself.
    Histogram copy = micros.copy();
    ByteBuffer bytes = ByteBuffer.allocate(copy.getNeededByteBufferCapacity());
    int length = copy.encodeIntoCompressedByteBuffer(bytes);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
  }
}
