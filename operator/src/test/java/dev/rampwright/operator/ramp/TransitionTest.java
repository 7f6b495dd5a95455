package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.rampwright.operator.ramp.TransitionTable#rows")
  void followsTheTable(TransitionTable.Row row) {
    RampDecision decision = Ramp.decide(row.plan(), row.from(), row.look().seen());

    assertThat(decision.next()).isEqualTo(row.to());
    assertThat(decision.events())
        .extracting(RampEvent::reason)
        .isEqualTo(row.reason() == null ? List.of() : List.of(row.reason()));
    assertThat(decision.outcome().<Class<?>>map(CommandOutcome::getClass).orElse(null))
        .isEqualTo(row.outcome());
    assertThat(decision.events()).allSatisfy(event -> assertThat(event.message()).isNotBlank());
  }

  /** Outside of them nobody decodes a histogram. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.rampwright.operator.ramp.TransitionTable#rows")
  void verdictsComeOfJudgedStatesOnly(TransitionTable.Row row) {
    RampDecision decision = Ramp.decide(row.plan(), row.from(), row.look().seen());

    assertThat(decision.verdicts().isEmpty() || row.from().isJudged()).isTrue();
  }
}
