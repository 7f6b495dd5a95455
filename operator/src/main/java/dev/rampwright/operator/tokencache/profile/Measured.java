package dev.rampwright.operator.tokencache.profile;

import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.SidecarStats;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What running sidecars have measured since they began, added up.
 *
 * @param lookups of answers
 * @param firstByte from arrival to first byte, in microseconds
 * @param memoryBytes of the fullest one; -1 if none tells
 * @param perSecond their busiest ten seconds, added up
 * @param shed requests turned away
 */
public record Measured(
    CacheCounters lookups, Histogram firstByte, long memoryBytes, double perSecond, long shed) {
  private static final int MAX_TEXT = 65_536;

  /** Reads the figures of those that have any. */
  public static Measured of(List<SidecarStats> sidecars) {
    List<SidecarStats.Figures> figures =
        sidecars.stream()
            .flatMap(sidecar -> Optional.ofNullable(sidecar.figures()).stream())
            .toList();
    Histogram sum = new Histogram(1, 2, 2);
    sum.setAutoResize(true);
    figures.stream().flatMap(Measured::histogram).forEach(sum::add);
    return new Measured(
        sidecars.stream()
            .map(stats -> stats.core().cache())
            .reduce(CacheCounters.NONE, CacheCounters::plus),
        sum,
        figures.stream().mapToLong(SidecarStats.Figures::memoryBytes).max().orElse(-1),
        figures.stream().mapToDouble(SidecarStats.Figures::peakPerSecond).sum(),
        figures.stream().mapToLong(SidecarStats.Figures::shed).sum());
  }

  private static Stream<Histogram> histogram(SidecarStats.Figures figures) {
    @Nullable String text = figures.firstByte();
    if (text == null || text.length() > MAX_TEXT) {
      return Stream.empty();
    }
    try {
      return Optional.of(
          Histogram.decodeFromCompressedByteBuffer(
              ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0))
          .stream();
    } catch (DataFormatException | RuntimeException e) {
      // What another release means by it is as if it were not there.
      return Stream.empty();
    }
  }
}
