package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.FailureClass;
import dev.rampwright.e2e.record.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ErrorsScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-errors");
  private final Service service = new Service(cluster);

  @Test
  void threeErrorsInTenAreRolledBackAtTheFirstStep() throws Exception {
    service.apply(Plan.stable(Plan.held(5, Plan.STRICT_ERRORS)));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("30% errors", service)) {
      trial.change(Plan.faulty("--error-rate 0.3", Plan.held(5, Plan.STRICT_ERRORS)));
      trial.awaitState("RolledBack");
      Figures figures = trial.end(FailureClass.ANSWERED_BADLY_BY_CANDIDATE);

      assertThat(figures.reason()).isEqualTo("GateFailed");
      assertThat(figures.failures(FailureClass.ANSWERED_BADLY_BY_CANDIDATE)).isPositive();
      assertThat(trial.looks()).noneMatch(look -> look.weight() > 10);
      assertThat(service.stable()).isEqualTo(before);
    }
  }
}
