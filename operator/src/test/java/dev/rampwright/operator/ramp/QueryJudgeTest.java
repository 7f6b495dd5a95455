package dev.rampwright.operator.ramp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rampwright.operator.ramp.GateVerdict.Reason;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class QueryJudgeTest {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final QueryGate MAX =
      new QueryGate("kv", "max(kv{$selector})", 0.9, null, INTERVAL, false);
  private static final QueryGate MIN =
      new QueryGate("hits", "avg(hits{$selector})", null, -2.0, INTERVAL, false);
  private static final QueryGate COMPARES =
      new QueryGate("ratio", "kv{$selector} / kv{$stable}", 2.0, null, INTERVAL, false);

  @Test
  void threeAnswersInARowDecide() {
    assertThat(reason(MAX, answers(0.1, 0.2))).isEqualTo(Reason.TOO_FEW_LOOKS);
    assertThat(reason(MAX, answers(0.1, 0.2, 0.9))).isEqualTo(Reason.WITHIN_LIMIT);
    assertThat(reason(MAX, answers(0.91, 0.92, 0.93))).isEqualTo(Reason.ABOVE_LIMIT);
    assertThat(reason(MIN, answers(-2, 5, 0))).isEqualTo(Reason.WITHIN_LIMIT);
    assertThat(reason(MIN, answers(-3, -4, -5))).isEqualTo(Reason.BELOW_LIMIT);
  }

  @Test
  void oneAnswerThatIsOffDecidesNothing() {
    assertThat(reason(MAX, answers(0.1, 5, 0.1))).isEqualTo(Reason.UNDECIDED);
    assertThat(reason(MAX, answers(5, 5, 0.1))).isEqualTo(Reason.UNDECIDED);
    assertThat(reason(MAX, answers(5, 5, 0.1, 0.1, 0.1))).isEqualTo(Reason.WITHIN_LIMIT);
  }

  @Test
  void whatIsNoNumberIsNoData() {
    Queried nothing = answers(0.1, 0.1, 0.1).answered(OptionalDouble.empty());

    assertThat(reason(MAX, nothing)).isEqualTo(Reason.NO_DATA);
    assertThat(reason(MAX, answers(Double.NaN))).isEqualTo(Reason.NO_DATA);
    assertThat(reason(MAX, answers(Double.POSITIVE_INFINITY))).isEqualTo(Reason.NO_DATA);
    assertThat(reason(MAX, nothing.answered(OptionalDouble.of(9))))
        .as("the row begins anew")
        .isEqualTo(Reason.TOO_FEW_LOOKS);
  }

  @Test
  void theLastAnswersStandUntilTheErrorLimit() {
    Queried good = answers(0.1, 0.1, 0.1);
    Queried once = good.failed("no connection");

    assertThat(reason(MAX, once)).isEqualTo(Reason.WITHIN_LIMIT);
    assertThat(reason(MAX, once.failed("no connection"))).isEqualTo(Reason.SOURCE_FAILING);
    assertThat(reason(MAX, once.answered(OptionalDouble.of(0.1)).failed("no connection")))
        .as("only errors in a row count")
        .isEqualTo(Reason.WITHIN_LIMIT);
  }

  @Test
  void whatComparesIsNotAskedWhereStableTakesNothing() {
    assertThat(verdict(COMPARES, Queried.NOTHING, false).reason())
        .isEqualTo(Reason.NOTHING_TO_COMPARE);
    assertThat(verdict(MAX, Queried.NOTHING, false).reason()).isEqualTo(Reason.TOO_FEW_LOOKS);
  }

  @Test
  void tellsTheNumbers() {
    assertThat(message(answers(0.93, 0.95, 0.94)))
        .isEqualTo(
            "gate kv: the query answers 0.94, 3 of the last 3 answers beyond the limit, limit max"
                + " 0.9");
    assertThat(message(answers(0.0000123)))
        .isEqualTo("gate kv: 1 of 3 answers so far, limit max 0.9");
    assertThat(message(Queried.NOTHING.failed("bad_data: parse error")))
        .isEqualTo("gate kv: 0 of 3 answers so far (bad_data: parse error), limit max 0.9");
    assertThat(message(Queried.NOTHING.failed("no").failed("no connection")))
        .isEqualTo(
            "gate kv: the query was not answered several times in a row (no connection), limit max"
                + " 0.9");
    assertThat(message(answers(Double.NaN)))
        .isEqualTo(
            "gate kv: the query finds no series, or its value is no finite number, limit max 0.9");
  }

  @Test
  void noConfidenceIsSpentOnIt() {
    Gate errors = new Gate.ErrorRate("errors", 0.05);
    Terms alone = Terms.of(Fixtures.with(new RampPlan.Gates(60, 1, List.of(errors))), 0);
    Terms beside = Terms.of(Fixtures.with(new RampPlan.Gates(60, 1, List.of(errors, MAX))), 0);

    assertThat(beside).isEqualTo(alone);
    assertThat(verdict(MAX, answers(1, 1, 1), true).confidence()).isZero();
  }

  @Test
  void aGateThatMakesNoSenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QueryGate("a", "up", 1.0, null, INTERVAL, false))
        .withMessageContaining("{$selector}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QueryGate("a", "up{$selector}", 1.0, 0.0, INTERVAL, false))
        .withMessageContaining("either max or min");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QueryGate("a", "up{$selector}", 1.0, null, Duration.ZERO, false))
        .withMessageContaining("above 0s");
  }

  static Queried answers(double... values) {
    Queried queried = Queried.NOTHING;
    for (double value : values) {
      queried = queried.answered(OptionalDouble.of(value));
    }
    return queried;
  }

  private static Reason reason(QueryGate gate, Queried seen) {
    return verdict(gate, seen, true).reason();
  }

  private static String message(Queried seen) {
    return verdict(MAX, seen, true).message();
  }

  private static GateVerdict verdict(QueryGate gate, Queried seen, boolean stableServes) {
    return new QueryJudge(gate, new Terms(60, 0.001, stableServes), 2, seen).verdict();
  }
}
