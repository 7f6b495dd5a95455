package dev.rampwright.e2e.record;

/** Whose fault it is that a client got no complete answer. */
public enum FailureClass {
  ANSWERED_BADLY_BY_CANDIDATE,
  ON_KILLED_PROCESS,
  TOWARDS_KILLED_PROCESS,
  SHED,
  OTHER;

  /** The number under which tables count it. */
  public String number() {
    return switch (this) {
      case ANSWERED_BADLY_BY_CANDIDATE -> "1";
      case ON_KILLED_PROCESS -> "2";
      case TOWARDS_KILLED_PROCESS -> "2b";
      case SHED -> "3";
      case OTHER -> "4";
    };
  }

  /** What it means, for the reader of a table. */
  public String meaning() {
    return switch (this) {
      case ANSWERED_BADLY_BY_CANDIDATE ->
          "answered badly by the candidate: the answer's head names its revision";
      case ON_KILLED_PROCESS ->
          "in flight on a process when the scenario killed it, or sent on a connection that led to"
              + " it then";
      case TOWARDS_KILLED_PROCESS ->
          "a new connection to a process that the scenario had killed, before Kubernetes led"
              + " around it";
      case SHED -> "shed with 429";
      case OTHER -> "all others: must be 0";
    };
  }
}
