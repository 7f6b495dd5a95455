package dev.rampwright.operator.inferenceservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.ramp.FailCondition;
import dev.rampwright.operator.ramp.Gate;
import dev.rampwright.operator.ramp.RampPlan;
import dev.rampwright.operator.ramp.RampPlan.Gates;
import dev.rampwright.operator.ramp.RampPlan.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackTallyTest {
  private static final FailCondition CONDITION =
      new FailCondition(
          new RampPlan(
              List.of(new Step(100, Duration.ZERO, Duration.ofMinutes(1))),
              Duration.ofMinutes(1),
              Duration.ZERO,
              Duration.ZERO,
              new Gates(1, 1, List.of(new Gate.ErrorRate("errors", 0.5)))),
          0);

  private final RollbackTally tally = new RollbackTally("stable", CONDITION);

  @Test
  void countsFromTheAnswerThatMakesAFailToTheLast() {
    tally.note(new Answer(0, 1, "candidate", true));
    int needed = 0;
    while (!CONDITION.holds(needed + 1, needed)) {
      needed++;
      tally.note(new Answer(needed * 10L, needed * 10L + 5, "candidate", false));
      tally.note(new Answer(needed * 10L, needed * 10L + 9, "stable", true));
    }
    assertThat(needed).isPositive();
    tally.note(new Answer(1_000, 1_003, "candidate", true));

    assertThat(tally.result()).contains(new Rollback(1_003 - needed * 10L, needed, 1));
  }

  @Test
  void withoutEnoughEvidenceThereIsNothingToTell() {
    tally.note(new Answer(0, 1, "candidate", false));

    assertThat(tally.result()).isEmpty();
  }
}
