package dev.rampwright.operator.inferenceservice.resources;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.DisruptionSpec;
import dev.rampwright.api.inferenceservice.InferenceServiceSpec;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps maintenance from evicting a service's pods all at once. */
public final class DisruptionBudgets {
  private static final int FEWEST_PODS = 2;
  private static final int MAX_UNAVAILABLE = 1;

  private DisruptionBudgets() {}

  /**
   * The service's budget; it is over the pods of all revisions. Empty for a single pod under the
   * default, which such a budget would not protect.
   */
  public static Optional<PodDisruptionBudget> of(Identity service, InferenceServiceSpec spec) {
    @Nullable DisruptionSpec disruption = spec.disruption();
    int max =
        requireNonNullElse(
            disruption == null ? null : disruption.maxUnavailable(), MAX_UNAVAILABLE);
    int pods = requireNonNullElse(spec.replicas(), 1);
    return pods < FEWEST_PODS && max > 0 ? Optional.empty() : Optional.of(budget(service, max));
  }

  private static PodDisruptionBudget budget(Identity service, int maxUnavailable) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(service.metadata(service.name()))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(maxUnavailable))
        .withNewSelector()
        .withMatchLabels(Map.of(Api.LABEL_SERVICE, service.name()))
        .endSelector()
        .endSpec()
        .build();
  }
}
