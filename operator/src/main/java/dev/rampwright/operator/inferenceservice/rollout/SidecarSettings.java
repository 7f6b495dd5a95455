package dev.rampwright.operator.inferenceservice.rollout;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.resources.SidecarConfigs;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;

/** The configuration that the sidecars of a revision must have after a decision. */
public final class SidecarSettings {
  private SidecarSettings() {}

  public static SidecarConfig of(Gathered seen, Decision decision, Revision revision) {
    SidecarConfig config =
        SidecarConfigs.of(
            seen.identity(), revision, seen.service().getSpec().serving(), seen.cacheOf(revision));
    return isSplitByReleaseOne(decision) && Channel.of(revision) == Channel.MUTUAL_TLS
        ? config.withLegacyHops()
        : config;
  }

  /**
   * Its pods can forward in clear text only; once another revision is the stable one, nobody may.
   */
  private static boolean isSplitByReleaseOne(Decision decision) {
    return decision
        .ramp()
        .next()
        .stableRevision()
        .flatMap(decision.revisions()::find)
        .filter(stable -> Channel.of(stable) == Channel.CLEAR)
        .isPresent();
  }
}
