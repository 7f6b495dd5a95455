package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.EPOCH;
import static dev.rampwright.operator.ramp.Fixtures.ramping;
import static dev.rampwright.operator.ramp.Look.look;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.ramp.RampPlan.Gates;
import dev.rampwright.operator.ramp.RampPlan.OnHoldExceeded;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps whose gate has a query, and a source that may be down. */
class BlindStepTest {
  private static final QueryGate GATE =
      new QueryGate("kv", "max(kv{$selector})", 0.9, null, Duration.ofSeconds(5), false);
  private static final Queried GOOD = QueryJudgeTest.answers(0.5, 0.5, 0.5);
  private static final Queried BAD = QueryJudgeTest.answers(0.95, 0.95, 0.95);
  private static final Queried DOWN =
      GOOD.failed("no connection").failed("no connection").failed("no connection");

  /** What undecided gates, and an exceeded maxHold, lead to. */
  record Policy(OnInconclusive undecided, OnHoldExceeded exceeded) {
    RampPlan plan() {
      Gates gates = new Gates(60, 1, List.of(GATE), 1, undecided, 3);
      return new RampPlan(
          Fixtures.PLAN.steps(),
          Fixtures.PLAN.startupDeadline(),
          Fixtures.PLAN.scaleDownDelay(),
          Fixtures.PLAN.drainGrace(),
          gates,
          exceeded,
          Optional.empty(),
          Fixtures.PLAN.capacity());
    }
  }

  static Stream<Policy> policies() {
    return Arrays.stream(OnInconclusive.values())
        .flatMap(
            undecided ->
                Arrays.stream(OnHoldExceeded.values())
                    .map(exceeded -> new Policy(undecided, exceeded)));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void nobodyIsRolledBackOrPromotedUnseen(Policy policy) {
    for (Queried blind : List.of(DOWN, Queried.NOTHING, Queried.NOTHING.failed("no connection"))) {
      IntStream.of(0, 9, 10, 60, 299)
          .forEach(
              seconds ->
                  assertThat(next(policy, ramping(0), look().queried("kv", blind).seconds(seconds)))
                      .isEqualTo(ramping(0)));
      assertThat(next(policy, ramping(0), look().queried("kv", blind).seconds(300)))
          .as("a person decides after maxHold")
          .isInstanceOfSatisfying(
              Paused.class, it -> assertThat(it.by()).isEqualTo(Pause.HOLD_EXCEEDED));
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void whatIsSeenDecides(Policy policy) {
    assertThat(next(policy, ramping(0), look().queried("kv", GOOD).seconds(9)))
        .as("the hold is not over")
        .isEqualTo(ramping(0));
    assertThat(next(policy, ramping(0), look().queried("kv", GOOD).seconds(10)))
        .isInstanceOfSatisfying(Ramping.class, it -> assertThat(it.step()).isOne());
    assertThat(next(policy, ramping(0), look().queried("kv", BAD).seconds(1)))
        .isInstanceOfSatisfying(
            RollingBack.class,
            it -> assertThat(it.cause().reason()).isEqualTo(RampReason.GATE_FAILED));
  }

  @Test
  void answersOfAnotherEpochDoNotCount() {
    Policy policy = new Policy(OnInconclusive.ROLL_BACK, OnHoldExceeded.ROLLBACK);

    assertThat(next(policy, ramping(0), look().epoch(EPOCH - 1).queried("kv", BAD).seconds(1)))
        .isEqualTo(ramping(0));
  }

  @Test
  void noSeriesIsUndecidedAndThePolicyHolds() {
    Look nothing =
        look().queried("kv", Queried.NOTHING.answered(OptionalDouble.empty())).seconds(10);

    assertThat(next(OnInconclusive.HOLD, nothing)).isEqualTo(ramping(0));
    assertThat(next(OnInconclusive.ROLL_BACK, nothing)).isInstanceOf(RollingBack.class);
    assertThat(next(OnInconclusive.PROMOTE, nothing))
        .isInstanceOfSatisfying(Ramping.class, it -> assertThat(it.step()).isOne());
    assertThat(next(OnInconclusive.HOLD, nothing.seconds(300)))
        .isInstanceOfSatisfying(
            RollingBack.class,
            it -> assertThat(it.cause().reason()).isEqualTo(RampReason.HOLD_EXCEEDED));
  }

  @Test
  void anotherGateStillFailsACandidateThatNobodyCanQuery() {
    RampPlan plan =
        Fixtures.with(new Gates(60, 1, List.of(new Gate.ErrorRate("errors", 0.05), GATE)));

    RampState next =
        Ramp.decide(plan, ramping(0), look().queried("kv", DOWN).requests(20, 8).seen()).next();

    assertThat(next).isInstanceOf(RollingBack.class);
  }

  @Test
  void aPausedStepIsWatchedToo() {
    Policy policy = new Policy(OnInconclusive.HOLD, OnHoldExceeded.ROLLBACK);
    Paused paused = Fixtures.paused(0, Pause.COMMAND);

    assertThat(next(policy, paused, look().queried("kv", DOWN).seconds(900))).isEqualTo(paused);
    assertThat(next(policy, paused, look().queried("kv", BAD).seconds(900)))
        .isInstanceOf(RollingBack.class);
  }

  private static RampState next(OnInconclusive undecided, Look look) {
    return next(new Policy(undecided, OnHoldExceeded.ROLLBACK), ramping(0), look);
  }

  private static RampState next(Policy policy, RampState state, Look look) {
    return Ramp.decide(policy.plan(), state, look.seen()).next();
  }
}
