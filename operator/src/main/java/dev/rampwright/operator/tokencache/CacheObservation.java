package dev.rampwright.operator.tokencache;

import dev.rampwright.api.inferenceservice.InferenceService;
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
    List<SidecarReport> reports) {
  CacheObservation {
    given = Map.copyOf(given);
    leftovers = List.copyOf(leftovers);
    users = List.copyOf(users);
    reports = List.copyOf(reports);
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
