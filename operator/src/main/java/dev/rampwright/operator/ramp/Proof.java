package dev.rampwright.operator.ramp;

/** How far the benchmark is that a revision must pass before it gets traffic. */
public sealed interface Proof {
  /**
   * No result yet.
   *
   * @param progress one sentence for a person
   */
  record Running(String progress) implements Proof {}

  /** Every criterion holds. */
  record Passed() implements Proof {}

  /**
   * A criterion does not hold.
   *
   * @param message which, with value and limit
   */
  record Failed(String message) implements Proof {}

  /**
   * It measured too little to say.
   *
   * @param message what was missing
   */
  record Inconclusive(String message) implements Proof {}

  /**
   * It measured nothing that can be trusted.
   *
   * @param message why
   */
  record Invalid(String message) implements Proof {}
}
