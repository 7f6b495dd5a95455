package dev.rampwright.operator.inferenceservice.rollout;

import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.resources.ClientAuths;
import dev.rampwright.operator.inferenceservice.resources.SidecarConfigs;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import io.fabric8.kubernetes.api.model.Secret;
import org.jspecify.annotations.Nullable;

/** The configuration that the sidecars of a revision must have after a decision. */
public final class SidecarSettings {
  private SidecarSettings() {}

  public static SidecarConfig of(Gathered seen, Decision decision, Revision revision) {
    @Nullable ServingSpec spec = seen.service().getSpec().serving();
    SidecarConfig config =
        SidecarConfigs.of(seen.identity(), revision, spec, seen.cacheOf(revision));
    if (Channel.of(revision) == Channel.CLEAR) {
      return config;
    }
    SidecarConfig asking =
        config.withAuth(
            ClientAuths.of(
                spec, name -> seen.objects().find(Secret.class, name), seen.adminToken()));
    SidecarConfig serving =
        Exposures.isTlsOnly(seen, decision, revision.hash())
            ? asking.withServing(asking.servingOrDefault().byTlsOnly())
            : asking;
    return isSplitByReleaseOne(decision) ? serving.withLegacyHops() : serving;
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
