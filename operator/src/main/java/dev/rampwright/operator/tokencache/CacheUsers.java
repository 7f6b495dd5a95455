package dev.rampwright.operator.tokencache;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RevisionStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from InferenceServices who uses a cache. */
final class CacheUsers {
  private CacheUsers() {}

  /** Name of the TokenCache that the service uses. */
  static Optional<String> cacheOf(InferenceService service) {
    return Optional.ofNullable(service.getSpec())
        .flatMap(spec -> Optional.ofNullable(spec.cache()))
        .map(reference -> reference.tokenCacheRef().name());
  }

  /** Ready pods of all services and revisions; each has one sidecar. */
  static int sidecars(List<InferenceService> services) {
    return services.stream().mapToInt(CacheUsers::sidecars).sum();
  }

  /** Ready pods of all the service's revisions. */
  static int sidecars(InferenceService service) {
    @Nullable InferenceServiceStatus status = service.getStatus();
    if (status == null || status.revisions() == null) {
      return 0;
    }
    return status.revisions().stream().mapToInt(RevisionStatus::readyReplicas).sum();
  }

  /** Whether a change of a service can change a TokenCache's status. */
  static boolean matters(InferenceService now, InferenceService before) {
    return sidecars(now) != sidecars(before) || !cacheOf(now).equals(cacheOf(before));
  }
}
