package dev.rampwright.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10.5Z");

  private final List<Condition> previous =
      Conditions.continuing(null, 1L, THEN)
          .with("Ready", Truth.False, Reason.RevisionPending, "wait")
          .with("Stalled", Truth.True, Reason.InvalidSpec, "no")
          .list();

  @Test
  void anUnchangedStatusKeepsItsTransitionTime() {
    Condition ready =
        Conditions.continuing(previous, 2L, NOW)
            .with("Ready", Truth.False, Reason.ModelLoading, "loading")
            .list()
            .get(0);

    assertThat(ready.getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(ready.getReason()).isEqualTo("ModelLoading");
    assertThat(ready.getObservedGeneration()).isEqualTo(2L);
  }

  @Test
  void aChangedStatusTakesTheTimeOfTheChangeInWholeSeconds() {
    Condition ready =
        Conditions.continuing(previous, 2L, NOW)
            .with("Ready", Truth.True, Reason.RevisionReady, "ready")
            .list()
            .get(0);

    assertThat(ready.getLastTransitionTime()).isEqualTo("2026-01-01T00:00:10Z");
  }

  @Test
  void aConditionThatExistsOnlyWhileTrueDisappears() {
    assertThat(
            Conditions.continuing(previous, 2L, NOW)
                .whileTrue("Stalled", false, Reason.Reconciled, "")
                .list())
        .extracting(Condition::getType)
        .containsExactly("Ready");
  }

  @Test
  void theSameConditionsAgainAreEqual() {
    assertThat(
            Conditions.continuing(previous, 1L, NOW)
                .with("Stalled", Truth.True, Reason.InvalidSpec, "no")
                .with("Ready", Truth.False, Reason.RevisionPending, "wait")
                .list())
        .isEqualTo(previous);
  }
}
