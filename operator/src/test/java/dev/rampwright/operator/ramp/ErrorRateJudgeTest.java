package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.ramp.GateVerdict.Reason;
import dev.rampwright.operator.ramp.Observation.Outcomes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRateJudgeTest {
  @ParameterizedTest(name = "max {0}, minRequests {1}: {3} of {2} failed is {4}")
  @CsvSource({
    "0.05, 60,    0,   0, TOO_FEW_SAMPLES",
    "0.05, 60,   59,   0, TOO_FEW_SAMPLES",
    "0.05, 60,   60,   0, WITHIN_LIMIT",
    "0.05, 60,   60,   1, UNDECIDED",
    "0.05, 60,   92,   1, UNDECIDED",
    "0.05, 60,   93,   1, WITHIN_LIMIT",
    "0.05, 1,    58,   0, UNDECIDED",
    "0.05, 1,    59,   0, WITHIN_LIMIT",
    "0.05, 60,    1,   1, TOO_FEW_SAMPLES",
    "0.05, 60,    2,   2, TOO_FEW_SAMPLES",
    "0.05, 60,    3,   3, ABOVE_LIMIT",
    "0.05, 60,   20,   5, TOO_FEW_SAMPLES",
    "0.05, 60,   20,   6, ABOVE_LIMIT",
    "0.01, 300, 298,   0, TOO_FEW_SAMPLES",
    "0.01, 300, 300,   0, WITHIN_LIMIT",
    "0.01, 300,   2,   2, ABOVE_LIMIT",
    "0.0001, 1,   1,   1, UNDECIDED",
    "1,     1,    9,   9, WITHIN_LIMIT"
  })
  void judges(double max, long minRequests, long finished, long failed, Reason expected) {
    GateVerdict verdict =
        ErrorRateJudge.judge(
            new Gate.ErrorRate("errors", max), minRequests, new Outcomes(finished, failed));

    assertThat(verdict.reason()).isEqualTo(expected);
  }

  @Test
  void tellsTheNumbers() {
    GateVerdict verdict =
        ErrorRateJudge.judge(new Gate.ErrorRate("errors", 0.05), 60, new Outcomes(20, 6));

    assertThat(verdict.message())
        .isEqualTo(
            "gate errors: 6 of 20 requests failed (30.00%), limit 5.00%, bounds 6.16% to 50.78%");
  }
}
