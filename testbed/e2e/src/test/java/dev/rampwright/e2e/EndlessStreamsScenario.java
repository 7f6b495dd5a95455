package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.FailureClass;
import dev.rampwright.e2e.record.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EndlessStreamsScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-endless");
  private static final String PLAN =
      "serving: {streamIdleTimeout: 6s}\n" + Plan.held(5, Plan.ERRORS);
  private final Service service = new Service(cluster);

  @Test
  void streamsThatFallSilentCountAsErrorsAlthoughTheyBeganWith200() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("200, then streams without end", service)) {
      trial.change(Plan.faulty("--endless-rate 1", PLAN));
      trial.awaitState("RolledBack");
      Figures figures = trial.end(FailureClass.ANSWERED_BADLY_BY_CANDIDATE);

      assertThat(figures.reason()).isEqualTo("GateFailed");
      assertThat(figures.failures(FailureClass.ANSWERED_BADLY_BY_CANDIDATE)).isPositive();
      assertThat(service.stable()).isEqualTo(before);
    }
  }
}
