package dev.rampwright.operator.inferenceservice.bench;

import static java.util.Objects.requireNonNull;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RolloutStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What the services of a namespace say of themselves, by one watch for all of them. */
final class Statuses implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(10);

  private final String namespace;
  private final SharedIndexInformer<InferenceService> informer;

  Statuses(KubernetesClient client, String namespace) {
    this.namespace = namespace;
    this.informer = client.resources(InferenceService.class).inNamespace(namespace).inform();
  }

  /** The rollout of a service that has one. */
  RolloutStatus rollout(String service) {
    return requireNonNull(status(service).orElseThrow().rollout());
  }

  /** Waits until a service is so. */
  void await(
      String service, String what, Duration patience, Predicate<InferenceServiceStatus> holds) {
    Awaitility.await(service + " " + what)
        .atMost(patience)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK)
        .until(() -> status(service), it -> it.filter(holds).isPresent());
  }

  /** How many services are so. */
  long count(Predicate<InferenceServiceStatus> holds) {
    return informer.getStore().list().stream()
        .filter(it -> it.getStatus() != null && holds.test(it.getStatus()))
        .count();
  }

  private Optional<InferenceServiceStatus> status(String service) {
    return Optional.ofNullable(informer.getStore().getByKey(namespace + "/" + service))
        .map(InferenceService::getStatus);
  }

  /** Whether the ramp is in that state, and what was decided about the split is in force. */
  static Predicate<InferenceServiceStatus> is(String state) {
    return status -> status.rollout() != null && status.rollout().state().equals(state);
  }

  /** Whether all entry pods split as the status says. */
  static boolean isAcknowledged(InferenceServiceStatus status) {
    return status.traffic() != null
        && status.traffic().entryPods() > 0
        && status.traffic().ackedEntryPods().equals(status.traffic().entryPods());
  }

  @Override
  public void close() {
    informer.close();
  }
}
