package dev.rampwright.operator.ramp;

/** What keeps a step where it is; each ends in its own way. */
public enum Pause {
  /** The spec says so; ends when it does not any more. */
  SPEC("Spec"),
  /** A command; ends by another, or when the spec takes the pause over and ends it. */
  COMMAND("Command"),
  /** The step was not passed within its maxHold; ends by a command, and maxHold begins anew. */
  HOLD_EXCEEDED("HoldExceeded");

  private final String word;

  Pause(String word) {
    this.word = word;
  }

  /** As the record has it. */
  String word() {
    return word;
  }

  static Pause parse(String word) {
    return RecordWords.parse("pausedBy", word, values(), Pause::word);
  }
}
