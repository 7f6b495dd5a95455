package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.api.inferenceservice.CacheReference;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.resources.SidecarConfigs;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.kube.Conditions;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Truth;
import java.util.List;

/** The condition CacheReady, which exists only where the spec names a TokenCache. */
final class CacheCondition {
  private static final String TYPE = "CacheReady";

  private CacheCondition() {}

  static Conditions on(Conditions conditions, Gathered seen, Decision decision) {
    CacheReference reference = seen.service().getSpec().cache();
    if (reference == null) {
      return conditions.without(TYPE);
    }
    String name = reference.tokenCacheRef().name();
    if (!seen.caches().containsKey(name)) {
      return conditions.with(
          TYPE,
          Truth.False,
          Reason.TokenCacheNotFound,
          "there is no TokenCache %s in namespace %s; the service runs and caches nothing"
              .formatted(name, seen.identity().namespace()));
    }
    return upToDate(seen, decision)
        ? conditions.with(
            TYPE, Truth.True, Reason.CacheReady, "every sidecar uses TokenCache " + name)
        : conditions.with(
            TYPE,
            Truth.Unknown,
            Reason.CachePending,
            "not every sidecar has the settings of TokenCache %s yet".formatted(name));
  }

  private static boolean upToDate(Gathered seen, Decision decision) {
    boolean any = seen.pods().stream().anyMatch(ModelPodView::ready);
    return any && decision.running().stream().allMatch(revision -> upToDate(seen, revision));
  }

  private static boolean upToDate(Gathered seen, Revision revision) {
    String digest =
        Digests.sha256Hex(
            ContractJson.write(
                SidecarConfigs.of(
                    seen.identity(),
                    revision,
                    seen.service().getSpec().serving(),
                    seen.cacheOf(revision))));
    List<ModelPodView> ready = seen.readyPodsOf(revision.hash());
    return ready.stream()
        .allMatch(
            pod -> pod.stats().filter(stats -> stats.configDigest().equals(digest)).isPresent());
  }
}
