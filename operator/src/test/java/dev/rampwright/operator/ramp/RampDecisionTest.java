package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A;
import static dev.rampwright.operator.ramp.Fixtures.B;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.PLAN;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.after;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static dev.rampwright.operator.ramp.Look.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rampwright.operator.ramp.RampDecision.Scale;
import dev.rampwright.operator.ramp.RampDecision.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows from a state that stays: the split, the entry Service, the pods. */
class RampDecisionTest {
  private static final RampDecision.Scale A_RUNS = new Scale(A, 2);
  private static final RampDecision.Scale B_RUNS = new Scale(B, 2);

  record Row(RampState state, Look look, int weight, String entry, List<Scale> scales) {
    @Override
    public String toString() {
      return state.getClass().getSimpleName() + " gives weight " + weight;
    }
  }

  static Stream<Row> rows() {
    List<Scale> both = List.of(A_RUNS, B_RUNS);
    List<Scale> one = List.of(A_RUNS, new Scale(B, 1));
    Look loading = look().candidateTotal(1).candidateReady(0);
    Look small = look().candidateTotal(1).candidateReady(1);
    return Stream.of(
        new Row(Fixtures.starting(), look().desired(A).candidateReady(0), 0, A, List.of(A_RUNS)),
        new Row(Fixtures.idle(), look().desired(A), 0, A, List.of(A_RUNS)),
        new Row(Fixtures.preparing(), loading, 0, A, one),
        new Row(Fixtures.ramping(0), small, 10, A, one),
        new Row(Fixtures.ramping(1), look(), 50, A, both),
        new Row(Fixtures.ramping(2), look(), 100, A, both),
        new Row(Fixtures.interrupted(), look().candidateReady(0), 0, A, both),
        new Row(Fixtures.promoting(), look(), 100, B, both),
        new Row(Fixtures.draining(), look(), 100, B, both),
        new Row(
            Fixtures.rollingBack(RampReason.GATE_FAILED), look().inFlightCandidate(1), 0, A, both),
        new Row(Fixtures.rolledBack(), look(), 0, A, List.of(A_RUNS)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void followsFromTheState(Row row) {
    RampDecision decision = Ramp.decide(PLAN, row.state(), row.look().seen());

    assertThat(decision.next()).isEqualTo(row.state());
    assertThat(decision.entryRevision()).isEqualTo(row.entry());
    assertThat(decision.scales()).isEqualTo(row.scales());
    assertThat(decision.traffic())
        .isEqualTo(
            new Traffic(
                row.state().epoch(),
                row.weight() == 0 ? Optional.empty() : Optional.of(B),
                row.weight()));
  }

  @Test
  void aPassThatChangesTheStateActsOnTheNewOne() {
    RampDecision decision = Ramp.decide(PLAN, Fixtures.preparing(), look().seen());

    assertThat(decision.traffic()).isEqualTo(new Traffic(EPOCH + 1, Optional.of(B), 10));
    assertThat(decision.recheckAt()).contains(afterSeconds(1));
  }

  @Test
  void theOldPodsGoWhenDrainingIsOver() {
    RampDecision decision =
        Ramp.decide(PLAN, Fixtures.draining(), look().endpoints(B).seconds(60).seen());

    assertThat(decision.scales()).containsExactly(B_RUNS);
    assertThat(decision.traffic()).isEqualTo(new Traffic(EPOCH + 1, Optional.empty(), 0));
  }

  @Test
  void replicasApplyAtOnceToBothRevisions() {
    Look grown = look().replicas(5).candidateTotal(1).candidateReady(1);
    RampDecision decision = Ramp.decide(PLAN, Fixtures.ramping(0), grown.seen());

    assertThat(decision.scales()).containsExactly(new Scale(A, 5), new Scale(B, 3));
  }

  @Test
  void nothingIsToBeDoneWhileTheSpecIsServed() {
    RampDecision decision = Ramp.decide(PLAN, Fixtures.idle(), look().desired(A).seen());

    assertThat(decision.recheckAt()).isEmpty();
    assertThat(decision.events()).isEmpty();
    assertThat(decision.verdicts()).isEmpty();
  }

  @Test
  void theFirstRevisionIsRecheckedAtItsDeadline() {
    Look first = look().desired(A).candidateReady(0);

    assertThat(Ramp.decide(PLAN, Starting.of(A, T0), first.seen()).recheckAt())
        .contains(after(Duration.ofMinutes(30)));
  }

  @Test
  void verdictsStandInEveryPassOfAStep() {
    RampDecision decision =
        Ramp.decide(PLAN, Fixtures.ramping(0), look().requests(7, 1).seconds(1).seen());

    assertThat(decision.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.samples()).isEqualTo(7);
              assertThat(verdict.numbers().bad()).isEqualTo(1);
              assertThat(verdict.numbers().limit()).isEqualTo(0.05);
            });
  }

  @Test
  void aPlanThatTheRampDidNotBeginWithIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Ramp.decide(PLAN, Fixtures.ramping(3), look().seen()))
        .withMessageContaining("step index 3")
        .withMessageContaining("3 steps");
  }
}
