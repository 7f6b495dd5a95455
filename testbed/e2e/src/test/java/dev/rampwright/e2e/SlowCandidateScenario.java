package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SlowCandidateScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-slow");
  private static final String TTFT =
      "{sample: {minRequests: 30}, metrics: [{name: ttft-p95, metric: Ttft, quantile: \"0.95\","
          + " vsStable: {maxRatio: \"1.25\"}}]}";
  private final Service service = new Service(cluster);

  @Test
  void aCandidateTwiceAsSlowIsRolledBackAlthoughItAnswersEverything() throws Exception {
    service.apply(Plan.stable(Plan.held(5, TTFT)));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("twice as slow", service)) {
      trial.change(Plan.faulty("--slow-factor 2", Plan.held(5, TTFT)));
      trial.awaitState("RolledBack");
      Figures figures = trial.end();

      assertThat(figures.reason()).isEqualTo("GateFailed");
      assertThat(service.stable()).isEqualTo(before);
    }
  }
}
