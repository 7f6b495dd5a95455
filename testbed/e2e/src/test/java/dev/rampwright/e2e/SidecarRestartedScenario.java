package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.FailureClass;
import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SidecarRestartedScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-sidecar");
  private static final String PLAN = Plan.held(30, Plan.NO_GATES);
  private final Service service = new Service(cluster);

  @Test
  void aSidecarThatBeginsAnewWithoutWeightsIsToldThemAgain() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("sidecars killed at 50%", service)) {
      Killer killer = new Killer(cluster, service, trial);
      trial.change(Plan.good(PLAN));
      trial.awaitStep(50);
      String candidate = Objects.requireNonNull(service.rollout().candidate());
      // The second loads while the step runs; without it the first one's loss would interrupt.
      service.awaitReadyPods(candidate, 2);
      killer.sidecar("sidecar of a candidate pod", service.readyPods(candidate).getFirst());
      trial.awaitStep(50);
      service.awaitReadyPods(before, 2);
      killer.sidecar("sidecar of a stable pod", service.readyPods(before).getFirst());
      service.awaitPromotion(before, Duration.ofMinutes(5));
      Figures figures =
          trial.end(FailureClass.ON_KILLED_PROCESS, FailureClass.TOWARDS_KILLED_PROCESS);

      assertThat(figures.kills()).hasSize(2);
      assertThat(figures.shares()).extracting(Share::weight).containsExactly(10, 50, 100);
      assertThat(figures.state()).isEqualTo("Idle");
    }
  }
}
