package dev.rampwright.operator.ramp;

/** A bound that the candidate must keep at every step. */
public sealed interface Gate {
  /** The user's name for it; stands in verdicts, status and events. */
  String name();

  /**
   * A bound on failed requests over finished requests.
   *
   * @param name the user's name for it
   * @param max the highest rate allowed, above 0 and at most 1
   */
  record ErrorRate(String name, double max) implements Gate {
    public ErrorRate {
      if (!(max > 0 && max <= 1)) {
        throw new IllegalArgumentException(
            "rollout.gates: max of %s must be above 0 and at most 1, is %s; no finite sample can"
                    .formatted(name, max)
                + " show a rate of 0, take a small one such as 0.001");
      }
    }
  }
}
