package dev.rampwright.operator.tokencache.prewarm;

import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.contracts.SidecarStats;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * How far the sidecars are with an order, as far as the slowest of them.
 *
 * @param entries how many it has
 * @param done those that every sidecar has
 * @param skipped those that some sidecar could not use
 * @param failed those that some engine did not answer
 * @param over whether every sidecar is through
 */
public record PrewarmProgress(int entries, int done, int skipped, int failed, boolean over) {
  /**
   * Reads it from what the sidecars say.
   *
   * @param sidecars how many there are; one that says nothing has nothing
   */
  public static PrewarmProgress of(PrewarmOrder order, List<SidecarStats> said, int sidecars) {
    List<SidecarStats.Prewarm> own =
        said.stream()
            .flatMap(stats -> Optional.ofNullable(stats.prewarm()).stream())
            .filter(prewarm -> prewarm.digest().equals(order.digest()))
            .toList();
    boolean all = own.size() >= sidecars && sidecars > 0;
    return new PrewarmProgress(
        order.entries().size(),
        all ? own.stream().mapToInt(SidecarStats.Prewarm::done).min().orElse(0) : 0,
        most(own, SidecarStats.Prewarm::skipped),
        most(own, SidecarStats.Prewarm::failed),
        all && own.stream().allMatch(SidecarStats.Prewarm::over));
  }

  private static int most(
      List<SidecarStats.Prewarm> own, ToIntFunction<SidecarStats.Prewarm> count) {
    return own.stream().mapToInt(count).max().orElse(0);
  }

  /** Whether a sidecar has not been told. */
  public static boolean isNewsTo(SidecarStats sidecar, PrewarmOrder order) {
    SidecarStats.Prewarm known = sidecar.prewarm();
    return known == null || !known.digest().equals(order.digest());
  }

  /** For the status: {@code 3/12}. */
  public String text() {
    return done + "/" + entries;
  }
}
