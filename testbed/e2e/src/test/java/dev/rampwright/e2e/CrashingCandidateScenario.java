package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.FailureClass;
import dev.rampwright.e2e.record.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CrashingCandidateScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-crash");

  /** It crashes at 50% again and again, until the gate or the kubelet has seen enough. */
  private static final String PLAN =
      """
      rollout:
        scaleDownDelay: 2s
        steps: [{weight: 10, hold: 5s}, {weight: 50, hold: 10m}, {weight: 100, hold: 5s}]
        gates: {sample: {minRequests: 10}, metrics: [{name: errors, metric: ErrorRate, max: "0.2"}]}
      """;

  private final Service service = new Service(cluster);

  @Test
  void aCandidateThatCrashesAfterItsFirstStepIsRolledBack() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("crashes at 50%", service)) {
      trial.change(Plan.faulty("--crash-after-first 40s", PLAN));
      trial.awaitStep(50);
      trial.awaitState("RolledBack");
      Figures figures = trial.end(FailureClass.ANSWERED_BADLY_BY_CANDIDATE);

      assertThat(figures.reason()).isIn("GateFailed", "ContainerFailed");
      assertThat(trial.looks()).noneMatch(look -> look.weight() > 50);
      assertThat(service.stable()).isEqualTo(before);
    }
  }
}
