package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/**
 * The number of a service's pods, where an autoscaler sets it.
 *
 * @param service whose number of pods nobody applies
 */
record Scaling(Service service) {
  /** Who leaves the number of pods to an autoscaler does not apply one. */
  static String unscaled(String manifest) {
    return manifest.replaceFirst("(?m)^  replicas: .*\\n", "");
  }

  /** What the autoscaler has asked for. */
  int wanted() {
    return Objects.requireNonNull(service.resource().get().getSpec().replicas());
  }

  void awaitWanted(int replicas) {
    await(
        "the autoscaler to ask for " + replicas + " pods",
        () -> assertThat(wanted()).isEqualTo(replicas));
  }

  void awaitPods(String revision, int replicas) {
    await(
        replicas + " pods, and no more",
        () -> {
          assertThat(service.pods()).hasSize(replicas);
          assertThat(service.readyPods(revision)).hasSize(replicas);
        });
  }

  private static void await(String what, ThrowingRunnable holds) {
    Awaitility.await(what)
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(holds);
  }
}
