package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.GateVerdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the gates of a step say together.
 *
 * @param all also those that only watch
 */
record StepVerdicts(List<GateVerdict> all) {
  /** Whether no gate can keep the step from passing. */
  boolean noneCounts() {
    return counting().findAny().isEmpty();
  }

  Optional<GateVerdict> failed() {
    return counting().filter(verdict -> verdict.verdict() == Verdict.FAIL).findFirst();
  }

  boolean allPass() {
    return counting().allMatch(verdict -> verdict.verdict() == Verdict.PASS);
  }

  /** Nobody is rolled back, or promoted, because nobody could look. */
  boolean blind() {
    return failed().isEmpty() && counting().anyMatch(verdict -> verdict.reason().blind());
  }

  /** For a person. */
  String evidence() {
    return String.join("; ", counting().map(GateVerdict::message).toList());
  }

  private Stream<GateVerdict> counting() {
    return all.stream().filter(GateVerdict::counts);
  }
}
