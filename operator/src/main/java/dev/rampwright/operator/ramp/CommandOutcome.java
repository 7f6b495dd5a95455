package dev.rampwright.operator.ramp;

/** What became of a command. */
public sealed interface CommandOutcome {
  /** One sentence for a person. */
  String message();

  /** It was carried out; the decision that says so holds what it caused. */
  record Done(String message) implements CommandOutcome {}

  /**
   * It changed nothing.
   *
   * @param message why, and what would work
   */
  record Ignored(String message) implements CommandOutcome {}
}
