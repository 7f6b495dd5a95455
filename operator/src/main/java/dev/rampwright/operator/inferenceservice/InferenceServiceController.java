package dev.rampwright.operator.inferenceservice;

import dev.rampwright.api.inferenceservice.InferenceService;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.Objects;

/** How the framework is to run the reconciler; the composition root adds the namespaces. */
public final class InferenceServiceController {
  private static final Duration SAFETY_NET = Duration.ofMinutes(10);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  private InferenceServiceController() {}

  /**
   * Sets filter, retry and the longest time without a reconcile. The framework's own filter lets
   * only changes of the spec through and is joined with any other by AND, so it is switched off: an
   * annotation must wake the reconciler, its own status must not.
   */
  public static void configure(ControllerConfigurationOverrider<InferenceService> controller) {
    controller
        .withName("inferenceservice")
        .withGenerationAware(false)
        .withOnUpdateFilter(InferenceServiceController::isWorthALook)
        .withReconciliationMaxInterval(SAFETY_NET)
        .withRetry(
            new GenericRetry()
                .withoutMaxAttempts()
                .setInitialInterval(FIRST_RETRY)
                .setIntervalMultiplier(2)
                .setMaxInterval(LONGEST_RETRY.toMillis()));
  }

  static boolean isWorthALook(InferenceService next, InferenceService old) {
    ObjectMeta now = next.getMetadata();
    ObjectMeta before = old.getMetadata();
    return !Objects.equals(now.getGeneration(), before.getGeneration())
        || !Objects.equals(now.getAnnotations(), before.getAnnotations())
        || !Objects.equals(now.getLabels(), before.getLabels())
        || !Objects.equals(now.getDeletionTimestamp(), before.getDeletionTimestamp())
        || (next.getStatus() == null && old.getStatus() != null);
  }
}
