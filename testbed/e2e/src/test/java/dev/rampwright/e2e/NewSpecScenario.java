package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NewSpecScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-newspec");
  private static final String PLAN = Plan.held(12, Plan.NO_GATES);
  private final Service service = new Service(cluster);

  @Test
  void aThirdRevisionRampsFromTheFirstStepAgainstTheSameStable() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("new spec at 50%", service)) {
      trial.change(Plan.good(PLAN));
      trial.awaitStep(50);
      String second = Objects.requireNonNull(service.rollout().candidate());
      trial.change(Plan.another(PLAN));
      String third = service.awaitPromotion(before, Duration.ofMinutes(5));
      Figures figures = trial.end();

      assertThat(third).isNotEqualTo(second);
      assertThat(figures.shares())
          .extracting(Share::weight)
          .as("steps of the second revision, then of the third")
          .containsExactly(10, 50, 10, 50, 100);
      assertThat(trial.looks())
          .filteredOn(look -> look.state().equals("RollingBack"))
          .isNotEmpty()
          .allSatisfy(look -> assertThat(look.weight()).isZero());
    }
  }
}
