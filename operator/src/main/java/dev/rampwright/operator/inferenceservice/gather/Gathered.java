package dev.rampwright.operator.inferenceservice.gather;

import dev.rampwright.api.inferenceservice.CacheReference;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.Revisions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one reconcile looks at.
 *
 * @param now when it was read
 * @param service the custom resource
 * @param identity which service
 * @param revisions those that are stored
 * @param objects what the operator made before
 * @param pods of all revisions, in the order of their names
 * @param entryRevisions revisions of the entry Service's ready endpoints
 * @param caches the TokenCaches that exist of those that revisions name, by name
 * @param cachesWithSecret those whose Secret the sidecars can mount
 * @param adminToken empty before the Secret is made
 * @param route the service's HTTPRoute
 * @param tls what the Secret of {@code serving.tls} holds; empty if the spec names none
 */
public record Gathered(
    Instant now,
    InferenceService service,
    Identity identity,
    Revisions revisions,
    ActualObjects objects,
    List<ModelPodView> pods,
    Set<String> entryRevisions,
    Map<String, TokenCache> caches,
    Set<String> cachesWithSecret,
    Optional<String> adminToken,
    RouteView route,
    Optional<ServingTls> tls) {

  /** The pods of one revision, terminating ones included. */
  public List<ModelPodView> podsOf(String revision) {
    return pods.stream().filter(pod -> pod.revision().equals(revision)).toList();
  }

  /** Those of them that take requests. */
  public List<ModelPodView> readyPodsOf(String revision) {
    return podsOf(revision).stream().filter(ModelPodView::ready).toList();
  }

  /** The TokenCache that the spec names; null if it names none, or it does not exist. */
  public @Nullable TokenCache cacheOfSpec() {
    @Nullable CacheReference reference = service.getSpec().cache();
    return reference == null ? null : caches.get(reference.tokenCacheRef().name());
  }

  /** The TokenCache of a revision; null if it has none, or it does not exist. */
  public @Nullable TokenCache cacheOf(Revision revision) {
    @Nullable String name = revision.spec().tokenCache();
    return name == null ? null : caches.get(name);
  }
}
