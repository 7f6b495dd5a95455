package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
  @Test
  void turnsAwayWhatDoesNotFitBesideOthers() {
    BodyBudget budget = new BodyBudget(100);
    assertThat(budget.take(60)).isTrue();
    assertThat(budget.take(60)).isFalse();

    budget.give(60);

    assertThat(budget.take(60)).isTrue();
  }

  @Test
  void letsARequestAloneIn() {
    assertThat(new BodyBudget(100).take(1_000)).isTrue();
  }
}
