package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Numbers;
import dev.rampwright.operator.ramp.GateVerdict.Reason;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Judges what a query answers. While it is not answered its last answers stand, up to the error
 * limit; beyond that nothing is known.
 *
 * @param errorLimit from so many errors in a row on nothing is known
 */
record QueryJudge(QueryGate gate, Terms terms, int errorLimit, Queried seen) {
  private static final double NO_CONFIDENCE = 0;

  GateVerdict verdict() {
    Reason reason = reason();
    boolean unanswered = reason == Reason.SOURCE_FAILING || reason == Reason.TOO_FEW_LOOKS;
    return new GateVerdict(
        gate, reason, figures(), NO_CONFIDENCE, unanswered ? seen.problem() : "");
  }

  private Reason reason() {
    if (gate.compares() && !terms.stableServes()) {
      return Reason.NOTHING_TO_COMPARE;
    }
    if (seen.errors() >= errorLimit) {
      return Reason.SOURCE_FAILING;
    }
    if (!seen.answers().isEmpty() && seen.last().isEmpty()) {
      return Reason.NO_DATA;
    }
    return decided();
  }

  private Reason decided() {
    List<Double> numbers = seen.numbers();
    if (numbers.size() < Queried.LOOKS) {
      return Reason.TOO_FEW_LOOKS;
    }
    if (numbers.stream().allMatch(gate::isBeyond)) {
      return gate.max() == null ? Reason.BELOW_LIMIT : Reason.ABOVE_LIMIT;
    }
    return numbers.stream().noneMatch(gate::isBeyond) ? Reason.WITHIN_LIMIT : Reason.UNDECIDED;
  }

  /** A number has no bounds of its own. */
  private Numbers figures() {
    List<Double> numbers = seen.numbers();
    return new Numbers(
        numbers.size(),
        numbers.stream().filter(gate::isBeyond).count(),
        numbers.isEmpty() ? 0 : numbers.getLast(),
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        gate.limit(),
        OptionalDouble.empty());
  }
}
