package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SwapScenario {
  private static final int REPLICAS = 3;
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-swap");
  private final Service service = new Service(cluster);

  @Test
  void withoutASparePodOldOnesMakeRoomOneByOne() throws Exception {
    service.apply(Plan.stable(REPLICAS, Plan.swapped(3, Plan.ERRORS)));
    service.awaitReady();
    service.awaitReadyPods(service.stable(), REPLICAS);
    String before = service.stable();
    try (Trial trial = Trial.begin("swap without a spare pod", service)) {
      trial.change(Plan.good(REPLICAS, Plan.swapped(3, Plan.ERRORS)));
      int most = mostPodsUntilPromoted(before);
      service.awaitReadyPods(service.stable(), REPLICAS);
      Figures figures = trial.end();

      assertThat(most).as("pods at a time, those that end included").isEqualTo(REPLICAS);
      assertThat(figures.shares())
          .allSatisfy(share -> assertThat(share.isExact()).as(share.toString()).isTrue())
          .extracting(Share::weight)
          .containsSubsequence(10, 33, 50, 66);
      assertThat(figures.state()).isEqualTo("Idle");
    }
  }

  private int mostPodsUntilPromoted(String before) {
    int[] most = {0};
    Awaitility.await("promotion")
        .atMost(Duration.ofMinutes(6))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(
            () -> {
              most[0] = Math.max(most[0], service.pods().size());
              return !service.stable().equals(before)
                  && service.rollout().state().equals("Idle")
                  && service.readyPods(service.stable()).size() == REPLICAS;
            });
    return most[0];
  }
}
