package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PausedScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-pause");
  private static final Duration HOLD = Duration.ofSeconds(10);
  private static final String PLAN = Plan.held(10, Plan.NO_GATES);
  private final Service service = new Service(cluster);

  @Test
  void aPausedRampKeepsItsShareUntilItMayGoOn() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("paused at 10%", service)) {
      trial.change(Plan.good(PLAN));
      trial.awaitStep(10);
      trial.change(Plan.good(PLAN + "  paused: true\n"));
      Instant paused = Instant.now();
      Awaitility.await("twice the hold to pass")
          .atMost(Duration.ofMinutes(1))
          .until(() -> Instant.now().isAfter(paused.plus(HOLD.multipliedBy(2))));
      Instant goesOn = Instant.now();
      trial.change(Plan.good(PLAN));
      service.awaitPromotion(before, Duration.ofMinutes(5));
      Figures figures = trial.end();

      assertThat(trial.looks())
          .filteredOn(look -> look.asked().isAfter(paused) && look.answered().isBefore(goesOn))
          .isNotEmpty()
          .allSatisfy(look -> assertThat(look.weight()).isEqualTo(10));
      assertThat(figures.state()).isEqualTo("Idle");
    }
  }
}
