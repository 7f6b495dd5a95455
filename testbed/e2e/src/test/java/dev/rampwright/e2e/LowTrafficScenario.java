package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LowTrafficScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-low");
  private static final String PLAN = Plan.steps(3, 40, Plan.ERRORS);
  private final Service service = new Service(cluster);

  @Test
  void tooFewRequestsHoldAndThenRollBack() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("low traffic", service, 1)) {
      trial.change(Plan.good(PLAN));
      trial.awaitStep(10);
      service.await(
          "a verdict of too few samples",
          Duration.ofMinutes(1),
          status ->
              Objects.requireNonNull(service.rollout().verdicts()).stream()
                  .allMatch(verdict -> verdict.verdict().equals("Inconclusive")));
      trial.awaitState("RolledBack");
      Figures figures = trial.end();

      assertThat(figures.reason()).isEqualTo("HoldExceeded");
      assertThat(trial.looks()).noneMatch(look -> look.weight() > 10);
      assertThat(service.stable()).isEqualTo(before);
    }
  }
}
