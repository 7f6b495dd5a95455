package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.FailureClass;
import dev.rampwright.e2e.record.Figures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StablePodKilledScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-stable");
  private static final String PLAN = Plan.held(45, Plan.NO_GATES);
  private final Service service = new Service(cluster);

  @Test
  void aStablePodKilledAtEachStepCostsOnlyWhatWasOpenOnIt() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("stable pod killed at each step", service)) {
      Killer killer = new Killer(cluster, service, trial);
      trial.change(Plan.good(PLAN));
      for (int weight : List.of(10, 50, 100)) {
        trial.awaitStep(weight);
        service.awaitReadyPods(before, 2);
        killer.delete("stable pod at " + weight + "%", service.readyPods(before).subList(0, 1));
      }
      service.awaitPromotion(before, Duration.ofMinutes(5));
      Figures figures =
          trial.end(FailureClass.ON_KILLED_PROCESS, FailureClass.TOWARDS_KILLED_PROCESS);

      assertThat(figures.kills()).hasSize(3);
      assertThat(figures.state()).isEqualTo("Idle");
    }
  }
}
