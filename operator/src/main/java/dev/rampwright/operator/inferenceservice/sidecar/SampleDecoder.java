package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.Samples;
import dev.rampwright.operator.ramp.Evidence;
import dev.rampwright.operator.ramp.Evidence.Lookups;
import dev.rampwright.operator.ramp.sequential.Distribution;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/** Reads a sidecar's samples. */
final class SampleDecoder {
  /** Longer than any histogram of 2 digits; a text beyond it is not one. */
  private static final int MAX_TEXT = 65_536;

  private SampleDecoder() {}

  /** The samples; empty if the sidecar measures none, or none that can be read. */
  static Optional<Evidence.Samples> decode(@Nullable Samples samples) {
    if (samples == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Evidence.Samples(
              distribution(samples.ttft()),
              distribution(samples.itl()),
              distribution(samples.e2e()),
              new Lookups(samples.cacheHits(), samples.cacheMisses()),
              Lookups.NONE));
    } catch (DataFormatException
        | IllegalArgumentException
        | BufferUnderflowException
        | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Distribution distribution(@Nullable String text) throws DataFormatException {
    if (text == null) {
      return Distribution.NONE;
    }
    if (text.length() > MAX_TEXT) {
      throw new DataFormatException("%d characters are no histogram".formatted(text.length()));
    }
    Histogram histogram =
        Histogram.decodeFromCompressedByteBuffer(
            ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
    Map<Long, Long> counts = new TreeMap<>();
    for (HistogramIterationValue value : histogram.recordedValues()) {
      // The lowest value that it can stand for: what equals a limit is not above it.
      counts.merge(
          histogram.lowestEquivalentValue(value.getValueIteratedTo()),
          value.getCountAtValueIteratedTo(),
          Long::sum);
    }
    return Distribution.of(counts);
  }
}
