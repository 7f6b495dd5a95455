package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Numbers;
import dev.rampwright.operator.ramp.GateVerdict.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one bound of a gate says.
 *
 * @param reason why it says so
 * @param numbers what it rests on
 */
record Finding(Reason reason, Numbers numbers) {
  private static final Numbers NO_NUMBERS =
      new Numbers(
          0, 0, 0, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, OptionalDouble.empty());

  static GateVerdict notMeasured(Gate gate, Terms terms) {
    return new GateVerdict(gate, Reason.NOT_MEASURED, NO_NUMBERS, 1 - terms.alpha());
  }

  /** The gate's verdict is that of its weightiest finding, of equal ones of the first. */
  static GateVerdict weightiest(Gate gate, Terms terms, List<Finding> findings) {
    Finding decisive =
        findings.stream().min(Comparator.comparing(it -> it.reason().verdict())).orElseThrow();
    return new GateVerdict(gate, decisive.reason(), decisive.numbers(), 1 - terms.alpha());
  }
}
