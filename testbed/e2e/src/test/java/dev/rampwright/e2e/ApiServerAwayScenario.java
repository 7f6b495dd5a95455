package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiServerAwayScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-api");
  private static final Duration AWAY = Duration.ofSeconds(60);
  private static final String PLAN = Plan.held(20, Plan.NO_GATES);
  private final Service service = new Service(cluster);

  @Test
  void theSplitStaysAsItIsWhileNoApiServerAnswersAndTheRampGoesOnAfterwards() throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    try (Trial trial = Trial.begin("API server away for 60 s at 50%", service)) {
      trial.change(Plan.good(PLAN));
      trial.awaitStep(50);
      Injection.inject("kill-component", "kube-apiserver");
      int unanswered = trial.load().sent().size();
      Awaitility.await("a minute without an API server")
          .atMost(Duration.ofMinutes(2))
          .pollDelay(AWAY)
          .until(() -> trial.load().sent().size() > unanswered + AWAY.toSeconds());
      Injection.inject("mend");
      service.awaitPromotion(before, Duration.ofMinutes(6));
      Figures figures = trial.end();

      assertThat(figures.shares()).extracting(Share::weight).containsExactly(10, 50, 100);
      assertThat(figures.state()).isEqualTo("Idle");
    }
  }

  @AfterEach
  void mend() throws Exception {
    Injection.inject("mend");
  }
}
