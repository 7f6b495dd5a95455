package dev.rampwright.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthHistoryTest {
  private final HealthHistory history = new HealthHistory();

  @Test
  void isNotHealthyBeforeTheFirstAnswer() {
    assertThat(history.health()).isInstanceOf(EngineHealth.Unhealthy.class);
    assertThat(history.wasEverHealthy()).isFalse();
  }

  @Test
  void believesEveryAnswerAtOnce() {
    history.learn(new ProbeAnswer.Well());
    assertThat(history.health()).isEqualTo(new EngineHealth.Healthy());

    history.learn(new ProbeAnswer.Ill("gone"));
    assertThat(history.health()).isEqualTo(new EngineHealth.Unhealthy("gone"));
    assertThat(history.wasEverHealthy()).isTrue();
  }

  @Test
  void bearsWithABusyEngineForAWhile() {
    history.learn(new ProbeAnswer.Well());
    beSilent(HealthHistory.SILENCES_TO_ILLNESS - 1);
    assertThat(history.health()).isEqualTo(new EngineHealth.Healthy());

    beSilent(1);

    assertThat(history.health())
        .isEqualTo(new EngineHealth.Unhealthy("it has left 10 health checks unanswered"));
  }

  @Test
  void countsSilencesAnewAfterAnAnswer() {
    history.learn(new ProbeAnswer.Well());
    beSilent(HealthHistory.SILENCES_TO_ILLNESS - 1);
    history.learn(new ProbeAnswer.Well());
    beSilent(HealthHistory.SILENCES_TO_ILLNESS - 1);

    assertThat(history.health()).isEqualTo(new EngineHealth.Healthy());
  }

  @Test
  void takesNoSilenceForHealth() {
    beSilent(1);
    assertThat(history.health()).isInstanceOf(EngineHealth.Unhealthy.class);
  }

  private void beSilent(int times) {
    for (int i = 0; i < times; i++) {
      history.learn(new ProbeAnswer.Silent());
    }
  }
}
