package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnschedulableScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-nowhere");
  private final Service service = new Service(cluster);

  @Test
  void aCandidateThatFitsOnNoNodeIsGivenUpInTheSchedulersWords() throws Exception {
    service.apply(Plan.stable(Plan.impatient(Plan.ERRORS)));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("unschedulable", service)) {
      trial.change(
          Plan.good(Plan.impatient(Plan.ERRORS))
              .replace(
                  "drainTimeout: 90s", "drainTimeout: 90s, nodeSelector: {no-node: has-this}"));
      service.await(
          "the scheduler's words in the status",
          Duration.ofMinutes(1),
          status -> status.toString().contains("didn't match Pod's node affinity/selector"));
      trial.awaitState("RolledBack");
      Figures figures = trial.end();

      assertThat(figures.reason()).isEqualTo("StartupDeadlineExceeded");
      assertThat(trial.looks()).noneMatch(look -> look.weight() > 0);
      assertThat(service.stable()).isEqualTo(before);
    }
  }
}
