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
    assertThat(next(TWO_FAILURES, ramping(0), look().requests(20, 6).seconds(1)))
        .isEqualTo(FAILED_ONCE);
    assertThat(next(TWO_FAILURES, FAILED_ONCE, look().requests(20, 6).seconds(2)))
        .as("the requests of the first Fail are not counted twice")
        .isEqualTo(FAILED_ONCE);
  }

  @Test
  void theFailAtTheLimitRollsBack() {
    Look again = look().epoch(EPOCH + 1).requests(20, 6).seconds(9);

    assertThat(next(TWO_FAILURES, FAILED_ONCE, again))
        .isInstanceOfSatisfying(
            RollingBack.class,
            it -> assertThat(it.cause().reason()).isEqualTo(RampReason.GATE_FAILED));
  }

  @Test
  void maxHoldLeavesNoTimeToLookAgain() {
    assertThat(next(TWO_FAILURES, ramping(0), look().requests(20, 6).seconds(300)))
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
        .extracting(GateVerdict::gate, GateVerdict::verdict)
        .containsExactly(
            tuple("errors", GateVerdict.Verdict.PASS),
            tuple("strict", GateVerdict.Verdict.INCONCLUSIVE));
  }

  private static RampState next(RampPlan plan, RampState state, Look look) {
    return Ramp.decide(plan, state, look.seen()).next();
  }
}
