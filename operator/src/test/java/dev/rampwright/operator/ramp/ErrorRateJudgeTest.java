package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.Observation.Outcomes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRateJudgeTest {
  private static final Terms TERMS = new Terms(60, 0.01 / 3, true);

  @ParameterizedTest(name = "max {0}, minRequests {1}: {3} of {2} failed is {4}")
  @CsvSource({
    "0.05, 60,    0,   0, TOO_FEW_SAMPLES",
    "0.05, 60,   59,   0, TOO_FEW_SAMPLES",
    "0.05, 60,   60,   0, WITHIN_LIMIT",
    "0.05, 60,   60,   1, UNDECIDED",
    "0.05, 60,  130,   1, UNDECIDED",
    "0.05, 60,  135,   1, WITHIN_LIMIT",
    "0.05, 1,    58,   0, UNDECIDED",
    "0.05, 1,    59,   0, WITHIN_LIMIT",
    "0.05, 60,    1,   1, TOO_FEW_SAMPLES",
    "0.05, 60,    2,   2, TOO_FEW_SAMPLES",
    "0.05, 60,    3,   3, ABOVE_LIMIT",
    "0.05, 60,   20,   6, TOO_FEW_SAMPLES",
    "0.05, 60,   20,   7, ABOVE_LIMIT",
    "0.01, 300, 298,   0, TOO_FEW_SAMPLES",
    "0.01, 300, 300,   0, WITHIN_LIMIT",
    "0.01, 300,   2,   2, ABOVE_LIMIT",
    "0.0001, 1,   1,   1, UNDECIDED",
    "1,     1,    9,   9, WITHIN_LIMIT"
  })
  void judges(double max, long minRequests, long finished, long failed, Reason expected) {
    GateVerdict verdict =
        ErrorRateJudge.judge(
            new Gate.ErrorRate("errors", max),
            new Terms(minRequests, 0.01 / 3, true),
            new Outcomes(finished, failed),
            Outcomes.NONE);

    assertThat(verdict.reason()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1} of {0} failed against {3} of {2} of stable: {4}")
  @CsvSource({
    "1000, 40, 9000,  18, WORSE_THAN_STABLE",
    "1000, 40, 9000, 360, NOT_SHOWN_WORSE",
    "1000,  3, 9000,  18, NOT_SHOWN_WORSE",
    "59,    0, 9000,  18, TOO_FEW_SAMPLES",
    "1000,  3,   59,   0, TOO_FEW_STABLE_SAMPLES",
    "1000, 40,   59,   0, TOO_FEW_STABLE_SAMPLES"
  })
  void comparesWithStable(long n, long failed, long stableN, long stableFailed, Reason expected) {
    GateVerdict verdict =
        ErrorRateJudge.judge(
            new Gate.ErrorRate("errors", null, 0.005, false),
            TERMS,
            new Outcomes(n, failed),
            new Outcomes(stableN, stableFailed));

    assertThat(verdict.reason()).isEqualTo(expected);
  }

  @Test
  void withoutStableTrafficThereIsNothingToCompare() {
    GateVerdict verdict =
        ErrorRateJudge.judge(
            new Gate.ErrorRate("errors", null, 0.005, false),
            new Terms(60, 0.01 / 3, false),
            new Outcomes(60, 1),
            Outcomes.NONE);

    assertThat(verdict.reason()).isEqualTo(Reason.NOTHING_TO_COMPARE);
  }

  @Test
  void theAbsoluteBoundSpeaksUnlessStableObjects() {
    Gate.ErrorRate both = new Gate.ErrorRate("errors", 0.05, 0.005, false);

    assertThat(judge(both, new Outcomes(300, 0), new Outcomes(300, 0)).reason())
        .isEqualTo(Reason.WITHIN_LIMIT);
    assertThat(judge(both, new Outcomes(300, 14), new Outcomes(300, 0)).reason())
        .isEqualTo(Reason.UNDECIDED);
    assertThat(judge(both, new Outcomes(1000, 30), new Outcomes(9000, 0)).reason())
        .isEqualTo(Reason.WORSE_THAN_STABLE);
  }

  @Test
  void theMoreBoundsThereAreTheLessEachMayErr() {
    RampPlan plan =
        Fixtures.with(
            new RampPlan.Gates(
                60,
                1,
                List.of(
                    new Gate.ErrorRate("errors", 0.05, 0.005, false),
                    new Gate.ErrorRate("shown", 0.05, 0.005, true))));

    assertThat(Terms.of(plan, 0)).isEqualTo(new Terms(60, 0.01 / 6, true));
    assertThat(Terms.of(plan, 2)).isEqualTo(new Terms(60, 0.01 / 6, false));
  }

  @Test
  void tellsTheNumbers() {
    assertThat(judge(new Gate.ErrorRate("errors", 0.05), new Outcomes(20, 8), Outcomes.NONE))
        .satisfies(
            it ->
                assertThat(it.message())
                    .isEqualTo(
                        "gate errors: 8 of 20 requests failed (40.00%), limit 5.00%, bounds 8.98%"
                            + " to 70.47%"));
    assertThat(
            judge(
                    new Gate.ErrorRate("errors", null, 0.005, false),
                    new Outcomes(1000, 40),
                    new Outcomes(9000, 18))
                .message())
        .isEqualTo(
            "gate errors: 40 of 1000 requests failed (4.00%) against 0.20% of stable, limit 0.95%,"
                + " bounds 1.93% to 6.10%");
  }

  private static GateVerdict judge(Gate.ErrorRate gate, Outcomes candidate, Outcomes stable) {
    return ErrorRateJudge.judge(gate, TERMS, candidate, stable);
  }
}
