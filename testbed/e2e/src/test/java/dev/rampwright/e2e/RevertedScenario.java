package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RevertedScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-revert");
  private static final String PLAN =
      """
      rollout:
        scaleDownDelay: 2s
        steps: [{weight: 10, hold: 10s}, {weight: 50, hold: 10m}, {weight: 100, hold: 5s}]
        gates: {metrics: []}
      """;
  private final Service service = new Service(cluster);

  @Test
  void aSpecThatReturnsToStableEndsTheRampAtOnce() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("reverted at 50%", service)) {
      trial.change(Plan.good(PLAN));
      trial.awaitStep(50);
      trial.change(Plan.stable(PLAN));
      trial.awaitState("Idle");
      Figures figures = trial.end();

      assertThat(figures.reason()).isEqualTo("ReturnedToStable");
      assertThat(service.stable()).isEqualTo(before);
      assertThat(trial.looks()).noneMatch(look -> look.weight() > 50);
    }
  }
}
