package dev.rampwright.operator.ramp;

/** What happens when a step's hold is over and a gate is undecided. */
public enum OnInconclusive {
  /** Waits, until the step's maxHold. */
  HOLD,
  /** Rolls back. */
  ROLL_BACK,
  /** Goes on as if the gates had passed. */
  PROMOTE
}
