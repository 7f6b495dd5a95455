package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.T0;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;
import static dev.rampwright.operator.ramp.Fixtures.ramping;
import static dev.rampwright.operator.ramp.Look.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.rampwright.operator.ramp.RampPlan.Gates;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gates other than the one of {@link Fixtures#PLAN}. */
class StepGatesTest {
  private static final Gate ERRORS = new Gate.ErrorRate("errors", 0.05);
  private static final RampPlan TWO_FAILURES = Fixtures.with(new Gates(60, 2, List.of(ERRORS)));
  private static final RampPlan THREE_PASSES =
      Fixtures.with(new Gates(60, 1, List.of(ERRORS), 3, OnInconclusive.HOLD));
  private static final Ramping FAILED_ONCE = new Ramping(A_TO_B, EPOCH + 1, 0, T0, null, 1, null);

  @Test
  void withoutGatesTheHoldAlonePasses() {
    RampPlan plan = Fixtures.with(Gates.NONE);

    assertThat(next(plan, ramping(0), look().seconds(9))).isEqualTo(ramping(0));
    assertThat(next(plan, ramping(0), look().requests(90, 90).seconds(10)))
        .isEqualTo(new Ramping(A_TO_B, EPOCH + 1, 1, afterSeconds(10), null, 0, null));
  }

  @Test
  void aFailBelowTheLimitLooksAgainWithNewSamples() {
    assertThat(next(TWO_FAILURES, ramping(0), look().requests(20, 8).seconds(1)))
        .isEqualTo(FAILED_ONCE);
    assertThat(next(TWO_FAILURES, FAILED_ONCE, look().requests(20, 8).seconds(2)))
        .as("the requests of the first Fail are not counted twice")
        .isEqualTo(FAILED_ONCE);
  }

  @Test
  void theFailAtTheLimitRollsBack() {
    Look again = look().epoch(EPOCH + 1).requests(20, 8).seconds(9);

    assertThat(next(TWO_FAILURES, FAILED_ONCE, again))
        .isInstanceOfSatisfying(
            RollingBack.class,
            it -> assertThat(it.cause().reason()).isEqualTo(RampReason.GATE_FAILED));
  }

  @Test
  void maxHoldLeavesNoTimeToLookAgain() {
    assertThat(next(TWO_FAILURES, ramping(0), look().requests(20, 8).seconds(300)))
        .isInstanceOfSatisfying(
            RollingBack.class,
            it -> assertThat(it.cause().reason()).isEqualTo(RampReason.HOLD_EXCEEDED));
  }

  @Test
  void everyGateMustPass() {
    RampPlan plan =
        Fixtures.with(new Gates(60, 1, List.of(ERRORS, new Gate.ErrorRate("strict", 0.01))));

    RampDecision decision =
        Ramp.decide(plan, ramping(0), look().requests(100, 0).seconds(60).seen());

    assertThat(decision.next()).isEqualTo(ramping(0));
    assertThat(decision.verdicts())
        .extracting(it -> it.gate().name(), GateVerdict::verdict)
        .containsExactly(
            tuple("errors", GateVerdict.Verdict.PASS),
            tuple("strict", GateVerdict.Verdict.INCONCLUSIVE));
  }

  @Test
  void aDryRunIsOnlyShown() {
    Gate strict = new Gate.ErrorRate("strict", 0.001, null, true);
    RampPlan plan = Fixtures.with(new Gates(60, 1, List.of(ERRORS, strict)));

    RampDecision decision =
        Ramp.decide(plan, ramping(0), look().requests(1000, 20).seconds(60).seen());

    assertThat(decision.next())
        .isInstanceOfSatisfying(Ramping.class, it -> assertThat(it.step()).isOne());
    assertThat(decision.verdicts())
        .extracting(it -> it.gate().name(), GateVerdict::verdict)
        .containsExactly(
            tuple("errors", GateVerdict.Verdict.PASS), tuple("strict", GateVerdict.Verdict.FAIL));
  }

  @Test
  void whatIsNotMeasuredHolds() {
    Gate ttft = new Gate.Latency("ttft", Gate.Span.TTFT, 0.95, null, 1.25, false);
    RampPlan plan = Fixtures.with(new Gates(60, 1, List.of(ttft)));

    RampDecision decision =
        Ramp.decide(plan, ramping(0), look().requests(100, 0).seconds(60).seen());

    assertThat(decision.next()).isEqualTo(ramping(0));
    assertThat(decision.verdicts())
        .singleElement()
        .extracting(GateVerdict::message)
        .isEqualTo("gate ttft: not measured, for the sidecars are of an older release");
  }

  @Test
  void severalPassesInARowAreCounted() {
    Ramping once = next(ramping(0), look().requests(60, 0).seconds(10));
    assertThat(once.passes()).isEqualTo(new Passes(1, 60, afterSeconds(10)));

    assertThat(next(once, look().requests(60, 0).seconds(20)))
        .as("no new requests")
        .isEqualTo(once);
    assertThat(next(once, look().requests(61, 0).seconds(14))).as("too soon").isEqualTo(once);
    Ramping twice = next(once, look().requests(61, 0).seconds(15));
    assertThat(twice.passes()).isEqualTo(new Passes(2, 61, afterSeconds(15)));

    assertThat(next(THREE_PASSES, twice, look().requests(70, 0).seconds(20)))
        .isEqualTo(new Ramping(A_TO_B, EPOCH + 1, 1, afterSeconds(20), null, 0, null));
  }

  @Test
  void anUndecidedLookBreaksTheRow() {
    Ramping once = next(ramping(0), look().requests(60, 0).seconds(10));

    assertThat(next(once, look().requests(61, 1).seconds(20))).isEqualTo(ramping(0));
  }

  @Test
  void passesInARowDoNotOutlastMaxHold() {
    assertThat(next(THREE_PASSES, ramping(0), look().requests(60, 0).seconds(300)))
        .isInstanceOfSatisfying(
            RollingBack.class,
            it -> assertThat(it.cause().reason()).isEqualTo(RampReason.HOLD_EXCEEDED));
  }

  @Test
  void anUndecidedGateRollsBackWhereThePlanSaysSo() {
    RampPlan plan = undecided(OnInconclusive.ROLL_BACK);

    assertThat(next(plan, ramping(0), look().requests(59, 0).seconds(9))).isEqualTo(ramping(0));
    assertThat(next(plan, ramping(0), look().requests(59, 0).seconds(10)))
        .isInstanceOfSatisfying(
            RollingBack.class,
            it -> {
              assertThat(it.cause().reason()).isEqualTo(RampReason.GATES_UNDECIDED);
              assertThat(it.cause().message()).contains("undecided after the hold", "0 of 59");
            });
  }

  @Test
  void anUndecidedGateGoesOnWithAWarningWhereThePlanSaysSo() {
    RampPlan plan = undecided(OnInconclusive.PROMOTE);
    Observation seen = look().requests(59, 0).seconds(10).seen();

    RampDecision next = Ramp.decide(plan, ramping(0), seen);
    RampDecision last = Ramp.decide(plan, ramping(2), seen);

    assertThat(next.next())
        .isEqualTo(new Ramping(A_TO_B, EPOCH + 1, 1, afterSeconds(10), null, 0, null));
    assertThat(last.next()).isInstanceOf(Promoting.class);
    assertThat(List.of(next, last))
        .flatExtracting(RampDecision::events)
        .extracting(RampEvent::reason)
        .containsOnly(RampReason.STEP_PASSED_UNDECIDED)
        .allMatch(RampReason::warning);
  }

  @Test
  void aFailRollsBackWhateverUndecidedGatesLeadTo() {
    assertThat(
            next(undecided(OnInconclusive.PROMOTE), ramping(0), look().requests(20, 8).seconds(10)))
        .isInstanceOf(RollingBack.class);
  }

  private static RampPlan undecided(OnInconclusive leadsTo) {
    return Fixtures.with(new Gates(60, 1, List.of(ERRORS), 1, leadsTo));
  }

  private static Ramping next(Ramping state, Look look) {
    return (Ramping) next(THREE_PASSES, state, look);
  }

  private static RampState next(RampPlan plan, RampState state, Look look) {
    return Ramp.decide(plan, state, look.seen()).next();
  }
}
