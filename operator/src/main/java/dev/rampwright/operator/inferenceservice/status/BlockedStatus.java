package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Conditions;
import dev.rampwright.operator.kube.Truth;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of a service for which nothing can be decided. */
public final class BlockedStatus {
  private BlockedStatus() {}

  /** The last status, with conditions that say what is in the way. */
  public static InferenceServiceStatus of(
      InferenceService service, BlockedException blocked, Instant now) {
    @Nullable InferenceServiceStatus old = service.getStatus();
    Long generation = service.getMetadata().getGeneration();
    String message = String.valueOf(blocked.getMessage());
    Conditions conditions =
        Conditions.continuing(old == null ? null : old.conditions(), generation, now)
            .without("Reconciling")
            .with("Stalled", Truth.True, blocked.reason(), message);
    if (old == null) {
      conditions = conditions.with("Ready", Truth.False, blocked.reason(), message);
      return empty(generation, conditions.list());
    }
    return new InferenceServiceStatus(
        generation,
        conditions.list(),
        old.url(),
        old.replicas(),
        old.readyReplicas(),
        old.selector(),
        old.stableRevision(),
        old.candidateRevision(),
        old.revisions(),
        old.failedRevisions(),
        old.rollout(),
        old.traffic(),
        old.cache(),
        old.handledCommands(),
        old.benchmark());
  }

  private static InferenceServiceStatus empty(
      @Nullable Long generation, List<Condition> conditions) {
    return new InferenceServiceStatus(
        generation,
        conditions,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
