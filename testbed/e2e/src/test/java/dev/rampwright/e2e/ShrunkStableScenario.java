package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShrunkStableScenario {
  private static final int REPLICAS = 3;
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-shrunk");
  private final Service service = new Service(cluster);

  @Test
  void aRevertAfterStableShrankGoesBackAsItsPodsCome() throws Exception {
    service.apply(Plan.stable(REPLICAS, Plan.swapped(20, Plan.ERRORS)));
    service.awaitReady();
    service.awaitReadyPods(service.stable(), REPLICAS);
    String before = service.stable();
    try (Trial trial = Trial.begin("rollback after stable shrank", service)) {
      trial.change(Plan.good(REPLICAS, Plan.swapped(20, Plan.ERRORS)));
      trial.awaitStep(66);
      trial.change(Plan.stable(REPLICAS, Plan.swapped(20, Plan.ERRORS)));
      trial.awaitState("RollingBack");
      trial.awaitState("Idle");
      service.awaitReadyPods(before, REPLICAS);
      Figures figures = trial.end();

      assertThat(service.stable()).isEqualTo(before);
      assertThat(trial.looks())
          .as("the share goes down in steps, not at once")
          .anySatisfy(
              look -> {
                assertThat(look.state()).isEqualTo("RollingBack");
                assertThat(look.weight()).isPositive();
              });
      assertThat(figures.state()).isEqualTo("Idle");
    }
  }
}
