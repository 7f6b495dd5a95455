package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.api.inferenceservice.CacheReference;
import dev.rampwright.api.inferenceservice.EngineSpec.EngineType;
import dev.rampwright.api.tokencache.KvSlotsSpec;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.SidecarSettings;
import dev.rampwright.operator.kube.Conditions;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Truth;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    @Nullable KvSlotsSpec slots = seen.caches().get(name).getSpec().kvSlots();
    if (slots != null
        && Boolean.TRUE.equals(slots.enabled())
        && seen.service().getSpec().engine().type() != EngineType.LlamaCpp) {
      return conditions.with(
          TYPE,
          Truth.False,
          Reason.KvUnsupportedByEngine,
          ("TokenCache %s wants KV slots to be kept, which engines of type LlamaCpp can; everything"
                  + " else of it works")
              .formatted(name));
    }
    return settings(seen, decision)
        .map(upToDate -> told(conditions, name, upToDate))
        .orElseGet(() -> untold(conditions, seen, name));
  }

  private static Conditions told(Conditions conditions, String name, boolean upToDate) {
    return upToDate
        ? conditions.with(
            TYPE, Truth.True, Reason.CacheReady, "every sidecar uses TokenCache " + name)
        : pending(conditions, name);
  }

  /** Nobody could be asked: what was true stays so, a busy node changes no settings. */
  private static Conditions untold(Conditions conditions, Gathered seen, String name) {
    boolean ready = seen.pods().stream().anyMatch(ModelPodView::ready);
    boolean known =
        conditions.list().stream()
            .anyMatch(it -> it.getType().equals(TYPE) && !"False".equals(it.getStatus()));
    return ready && known ? conditions : pending(conditions, name);
  }

  private static Conditions pending(Conditions conditions, String name) {
    return conditions.with(
        TYPE,
        Truth.Unknown,
        Reason.CachePending,
        "not every sidecar has the settings of TokenCache %s yet".formatted(name));
  }

  /** Whether all that answered have the desired settings; empty if none did. */
  private static Optional<Boolean> settings(Gathered seen, Decision decision) {
    return decision.running().stream()
        .flatMap(revision -> settings(seen, decision, revision))
        .reduce((one, other) -> one && other);
  }

  private static Stream<Boolean> settings(Gathered seen, Decision decision, Revision revision) {
    String digest =
        Digests.sha256Hex(ContractJson.write(SidecarSettings.of(seen, decision, revision)));
    return seen.readyPodsOf(revision.hash()).stream()
        .flatMap(pod -> pod.stats().stream())
        .map(stats -> stats.core().configDigest().equals(digest));
  }
}
