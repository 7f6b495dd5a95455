package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.FailureClass;
import dev.rampwright.e2e.record.Figures;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LastCandidatePodKilledScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-last");
  private static final String PLAN = Plan.held(12, Plan.NO_GATES);
  private final Service service = new Service(cluster);

  @Test
  void aCandidateThatLosesAllItsPodsGetsNoTrafficUntilOneIsBack() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("candidate's last pods killed at 50%", service)) {
      trial.change(Plan.good(PLAN));
      trial.awaitStep(50);
      String candidate = Objects.requireNonNull(service.rollout().candidate());
      new Killer(cluster, service, trial)
          .delete("all pods of the candidate", service.readyPods(candidate));
      trial.awaitState("Interrupted");
      service.awaitPromotion(before, Duration.ofMinutes(5));
      Figures figures = trial.end(FailureClass.ON_KILLED_PROCESS);

      assertThat(figures.state()).isEqualTo("Idle");
      assertThat(trial.looks())
          .filteredOn(look -> look.state().equals("Interrupted"))
          .isNotEmpty()
          .allSatisfy(look -> assertThat(look.weight()).isZero());
    }
  }
}
