package dev.rampwright.operator.ramp;

/** What a command said of a candidate that has no traffic yet. */
public enum Clearance {
  /** Nothing: it begins once it is ready and proven, unless the spec pauses it. */
  USUAL("Usual"),
  /** It gets ready, and then waits. */
  HELD("Held"),
  /** It begins once it is ready, unproven and whatever the spec says of a pause. */
  GIVEN("Given");

  private final String word;

  Clearance(String word) {
    this.word = word;
  }

  /** As the record has it. */
  String word() {
    return word;
  }

  /** Whether the candidate may not begin, however ready it is. */
  public boolean holds(Observation seen) {
    return switch (this) {
      case USUAL -> seen.paused();
      case HELD -> true;
      case GIVEN -> false;
    };
  }

  static Clearance parse(String word) {
    return RecordWords.parse("clearance", word, values(), Clearance::word);
  }
}
