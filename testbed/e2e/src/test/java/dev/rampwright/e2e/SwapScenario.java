package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SwapScenario {
  private static final int REPLICAS = 3;
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-swap");

  /** All containers have ended: such a pod holds no processor any more, though it is listed. */
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

  private final Service service = new Service(cluster);

  @Test
  void withoutASparePodOldOnesMakeRoomOneByOne() throws Exception {
    service.apply(Plan.stable(REPLICAS, Plan.swapped(3, Plan.ERRORS)));
    service.awaitReady();
    service.awaitReadyPods(service.stable(), REPLICAS);
    String before = service.stable();
    try (Trial trial = Trial.begin("swap without a spare pod", service)) {
      trial.change(Plan.good(REPLICAS, Plan.swapped(3, Plan.ERRORS)));
      List<String> most = mostPodsUntilPromoted(before);
      service.awaitReadyPods(service.stable(), REPLICAS);
      Figures figures = trial.end();

      assertThat(most).as("pods at a time, those that end included").hasSize(REPLICAS);
      assertThat(figures.shares())
          .allSatisfy(share -> assertThat(share.isExact()).as(share.toString()).isTrue())
          .extracting(Share::weight)
          .containsSubsequence(10, 33, 50, 66);
      assertThat(figures.state()).isEqualTo("Idle");
    }
  }

  /** The most that were there at one look, each with what became of it. */
  private List<String> mostPodsUntilPromoted(String before) {
    List<String> most = new ArrayList<>();
    Awaitility.await("promotion")
        .atMost(Duration.ofMinutes(6))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(
            () -> {
              List<Pod> pods =
                  service.pods().stream().filter(pod -> !FINISHED.contains(phase(pod))).toList();
              if (pods.size() > most.size()) {
                most.clear();
                pods.forEach(pod -> most.add(describe(pod)));
              }
              return !service.stable().equals(before)
                  && service.rollout().state().equals("Idle")
                  && service.readyPods(service.stable()).size() == REPLICAS;
            });
    return most;
  }

  private static String phase(Pod pod) {
    return pod.getStatus().getPhase();
  }

  private String describe(Pod pod) {
    return "%s %s, made %s, told to go %s, in %s"
        .formatted(
            pod.getMetadata().getName(),
            phase(pod),
            pod.getMetadata().getCreationTimestamp(),
            pod.getMetadata().getDeletionTimestamp(),
            service.rollout().state());
  }
}
