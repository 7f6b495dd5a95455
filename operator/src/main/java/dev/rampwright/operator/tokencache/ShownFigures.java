package dev.rampwright.operator.tokencache;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheSpec.Profile;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetStatus;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.tokencache.prewarm.PrewarmProgress;
import dev.rampwright.operator.tokencache.profile.Measured;
import dev.rampwright.operator.tokencache.profile.TargetRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a TokenCache's status that the sidecars' counters make.
 *
 * @param hitRate of answers; null before the first lookup
 * @param tokenHitRate of token IDs and counts, likewise
 * @param corruptRepaired null while no sidecar tells
 * @param prewarmed null while nothing is to be pre-warmed
 * @param targets null without a profile
 */
record ShownFigures(
    @Nullable String hitRate,
    @Nullable String tokenHitRate,
    @Nullable Long corruptRepaired,
    @Nullable String prewarmed,
    @Nullable List<TargetStatus> targets) {
  static final ShownFigures NONE = new ShownFigures(null, null, null, null, null);

  /** What the status shows now. */
  static ShownFigures of(TokenCache cache) {
    TokenCacheStatus status = cache.getStatus();
    return status == null
        ? NONE
        : new ShownFigures(
            status.hitRate(),
            status.tokenHitRate(),
            status.corruptRepaired(),
            status.prewarmed(),
            status.targets());
  }

  /** What is measured now; while nothing is looked up the last hit rates stay. */
  static ShownFigures measured(
      TokenCache cache, CacheObservation seen, Optional<PrewarmProgress> progress) {
    ShownFigures shown = of(cache);
    List<SidecarStats> stats = seen.reports().stream().map(SidecarReport::stats).toList();
    return new ShownFigures(
        CacheFigures.hitRate(stats).orElse(shown.hitRate),
        CacheFigures.tokenHitRate(stats).orElse(shown.tokenHitRate),
        CacheFigures.corrupt(stats).orElse(shown.corruptRepaired),
        progress.map(PrewarmProgress::text).orElse(null),
        stats.isEmpty()
            ? shown.targets
            : profile(cache)
                .map(profile -> TargetRule.judge(profile, Measured.of(stats)))
                .orElse(null));
  }

  /** Without what the spec asks for no more, which is not worth a minute's wait. */
  ShownFigures asAskedBy(TokenCache cache) {
    return new ShownFigures(
        hitRate,
        tokenHitRate,
        corruptRepaired,
        cache.getSpec().prewarm() == null ? null : prewarmed,
        profile(cache).isEmpty() ? null : targets);
  }

  /** How many targets are met; null without a profile. */
  @Nullable String targetsMet() {
    return targets == null ? null : TargetRule.met(targets);
  }

  private static Optional<Profile> profile(TokenCache cache) {
    return Optional.ofNullable(cache.getSpec().profile());
  }
}
