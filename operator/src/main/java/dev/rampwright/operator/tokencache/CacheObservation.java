package dev.rampwright.operator.tokencache;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.operator.tokencache.prewarm.PrewarmProgress;
import dev.rampwright.operator.tokencache.prewarm.PrewarmWish;
import dev.rampwright.operator.tokencache.resources.ValkeyTransport;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in the cluster about one TokenCache.
 *
 * @param secret with the password and the HMAC key
 * @param given the Secrets that the spec names, those that are there, by name
 * @param valkey the managed second level
 * @param trouble what Valkey's pods say while it is not available
 * @param leftovers a Valkey's objects that the spec no longer asks for, the Deployment last: while
 *     it stands, an interrupted deletion is taken up again
 * @param certificate the Secret with Valkey's certificate
 * @param transport what Valkey is to speak
 * @param users the services that name this cache
 * @param reports of their sidecars, as far as these answer
 * @param prewarm what is to be asked before clients ask it
 */
record CacheObservation(
    Optional<Secret> secret,
    Map<String, Secret> given,
    Optional<Deployment> valkey,
    Optional<String> trouble,
    List<HasMetadata> leftovers,
    Optional<Secret> certificate,
    ValkeyTransport transport,
    List<InferenceService> users,
    List<SidecarReport> reports,
    PrewarmWish prewarm) {
  CacheObservation {
    given = Map.copyOf(given);
    leftovers = List.copyOf(leftovers);
    users = List.copyOf(users);
    reports = List.copyOf(reports);
  }

  /** How far the sidecars are with what is ordered, if anything is. */
  Optional<PrewarmProgress> prewarmProgress() {
    return prewarm instanceof PrewarmWish.Ordered(PrewarmOrder order)
        ? Optional.of(
            PrewarmProgress.of(
                order,
                reports.stream().map(SidecarReport::stats).toList(),
                CacheUsers.sidecars(users)))
        : Optional.empty();
  }

  /** Whether the managed Valkey answers its readiness probe. */
  boolean valkeyAvailable() {
    return valkey.map(CacheObservation::available).orElse(false);
  }

  static boolean available(Deployment deployment) {
    return deployment.getStatus() != null
        && deployment.getStatus().getAvailableReplicas() != null
        && deployment.getStatus().getAvailableReplicas() > 0;
  }
}
