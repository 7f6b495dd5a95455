package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NeverLoadsScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-loads");
  private final Service service = new Service(cluster);

  @Test
  void aCandidateThatNeverLoadsIsGivenUpAtTheDeadlineWithoutTraffic() throws Exception {
    service.apply(Plan.stable(Plan.impatient(Plan.ERRORS)));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("never loads", service)) {
      trial.change(Plan.neverLoading(Plan.impatient(Plan.ERRORS)));
      trial.awaitState("RolledBack");
      Figures figures = trial.end();

      assertThat(figures.reason()).isEqualTo("StartupDeadlineExceeded");
      assertThat(trial.looks()).noneMatch(look -> look.weight() > 0);
      assertThat(service.stable()).isEqualTo(before);
    }
  }
}
