package dev.rampwright.operator.ramp;

import static dev.rampwright.operator.ramp.Fixtures.A_TO_B;
import static dev.rampwright.operator.ramp.Fixtures.afterSeconds;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every transition as a row: given a state, when that is seen, then this state is next. */
final class TransitionTable {
  static final String FAILED = "container engine failed (Error, exit code 2): unknown argument";

  private TransitionTable() {}

  /**
   * One row.
   *
   * @param name what happens, for a reader of the test report
   * @param from the recorded state
   * @param look what is seen
   * @param to the state expected
   * @param reason of the only event; absent: none
   * @param plan by which it is decided
   * @param outcome of the command; absent: none was looked at
   */
  record Row(
      String name,
      RampState from,
      Look look,
      RampState to,
      @Nullable RampReason reason,
      RampPlan plan,
      @Nullable Class<? extends CommandOutcome> outcome) {
    Row by(RampPlan other) {
      return new Row(name, from, look, to, reason, other, outcome);
    }

    Row done() {
      return new Row(name, from, look, to, reason, plan, CommandOutcome.Done.class);
    }

    Row ignored() {
      return new Row(name, from, look, to, reason, plan, CommandOutcome.Ignored.class);
    }

    @Override
    public String toString() {
      return from.getClass().getSimpleName() + ": " + name;
    }

    Edge edge() {
      return Edge.of(from, to);
    }
  }

  /** A change of state by name. */
  record Edge(String from, String to) {
    static Edge of(RampState from, RampState to) {
      return new Edge(from.getClass().getSimpleName(), to.getClass().getSimpleName());
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
            BeginningRows.rows(),
            ProvingRows.rows(),
            StepRows.rows(),
            PauseRows.rows(),
            EndingRows.rows(),
            CapacityRows.rows(),
            BeginningCommandRows.rows(),
            StepCommandRows.rows(),
            OtherCommandRows.rows())
        .flatMap(Function.identity());
  }

  static Set<Edge> edges() {
    return rows()
        .map(Row::edge)
        .filter(edge -> !edge.from().equals(edge.to()))
        .collect(Collectors.toSet());
  }

  static Row row(
      String name, RampState from, Look look, RampState to, @Nullable RampReason reason) {
    return new Row(name, from, look, to, reason, Fixtures.PLAN, null);
  }

  static Cause cause(RampReason reason, String message) {
    return new Cause(reason, message);
  }

  static RollingBack end(long epoch, RampReason reason, String message, long seconds) {
    return new RollingBack(A_TO_B, epoch, afterSeconds(seconds), cause(reason, message));
  }

  static RollingBack superseded(long epoch) {
    return end(
        epoch, RampReason.SUPERSEDED, "the spec asks for revision cccccccc instead of bbbbbbbb", 0);
  }

  static RollingBack zero(long epoch) {
    return end(
        epoch,
        RampReason.SCALED_TO_ZERO,
        "the spec asks for no pods; the ramp begins anew later",
        0);
  }
}
