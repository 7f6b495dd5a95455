package dev.rampwright.operator.tokencache;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarStats;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the sidecars' reports say together. */
final class CacheFigures {
  private CacheFigures() {}

  /** Hits over lookups since the sidecars' start, two decimals; empty before the first lookup. */
  static Optional<String> hitRate(List<SidecarStats> sidecars) {
    return rate(sidecars.stream().map(stats -> stats.core().cache()));
  }

  /** The same of token IDs and counts. */
  static Optional<String> tokenHitRate(List<SidecarStats> sidecars) {
    return rate(figures(sidecars).map(SidecarStats.Figures::tokens));
  }

  /** Damaged entries that were found and dropped; empty if no sidecar tells. */
  static Optional<Long> corrupt(List<SidecarStats> sidecars) {
    return figures(sidecars).map(SidecarStats.Figures::corrupt).reduce(Long::sum);
  }

  private static Stream<SidecarStats.Figures> figures(List<SidecarStats> sidecars) {
    return sidecars.stream().flatMap(stats -> Optional.ofNullable(stats.figures()).stream());
  }

  private static Optional<String> rate(Stream<CacheCounters> counters) {
    CacheCounters sum = counters.reduce(CacheCounters.NONE, CacheCounters::plus);
    long lookups = sum.hits() + sum.misses();
    return lookups == 0
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "%.2f", (double) sum.hits() / lookups));
  }

  /**
   * The epoch that all of them have in force; empty if one does not tell, or is behind its
   * configuration.
   *
   * @param expected how many sidecars are ready
   */
  static Optional<Long> epoch(List<SidecarReport> reports, int expected) {
    if (reports.size() < expected || !reports.stream().allMatch(SidecarReport::isUpToDate)) {
      return Optional.empty();
    }
    OptionalLong lowest = reports.stream().flatMapToLong(CacheFigures::epoch).min();
    return lowest.isPresent() ? Optional.of(lowest.getAsLong()) : Optional.empty();
  }

  private static LongStream epoch(SidecarReport report) {
    return Optional.ofNullable(report.config()).stream()
        .map(text -> ContractJson.read(text, SidecarConfig.class))
        .flatMap(config -> Optional.ofNullable(config.cache()).stream())
        .mapToLong(CacheConfig::epoch);
  }
}
