package dev.rampwright.operator.ramp;

/** The ramp's decision function. */
public final class Ramp {
  private Ramp() {}

  /**
   * Decides one pass; the same arguments always give the same decision.
   *
   * @param plan the recorded one if {@link RampState#keepsPlan}, else the spec's; record it with
   *     {@link RampDecision#next} whenever that keeps it
   * @param state as recorded; {@link RampState.Starting#of} if nothing is
   * @param seen what was observed for that state
   * @throws IllegalStateException if plan and state do not belong together
   */
  public static RampDecision decide(RampPlan plan, RampState state, Observation seen) {
    throw new UnsupportedOperationException();
  }
}
