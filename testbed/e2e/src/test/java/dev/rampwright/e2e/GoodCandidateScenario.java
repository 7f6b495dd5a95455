package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GoodCandidateScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-good");
  private final Service service = new Service(cluster);

  @Test
  void aGoodCandidateTakesOverInExactSteps() throws Exception {
    service.apply(Plan.stable(Plan.held(5, Plan.ERRORS)));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("good candidate", service)) {
      trial.change(Plan.good(Plan.held(5, Plan.ERRORS)));
      service.awaitPromotion(before, Duration.ofMinutes(5));
      Figures figures = trial.end();

      assertThat(figures.shares())
          .hasSize(3)
          .allSatisfy(share -> assertThat(share.isExact()).as(share.toString()).isTrue())
          .extracting(Share::weight)
          .containsExactly(10, 50, 100);
      assertThat(figures.state()).isEqualTo("Idle");
    }
  }
}
