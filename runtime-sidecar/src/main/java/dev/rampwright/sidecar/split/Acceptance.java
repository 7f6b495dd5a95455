package dev.rampwright.sidecar.split;

/** What became of pushed weights. */
public sealed interface Acceptance {
  /** They are in force. */
  record Accepted() implements Acceptance {}

  /** A later epoch is in force. */
  record Stale(String message) implements Acceptance {}

  /** They contradict themselves or the epoch in force. */
  record Rejected(String message) implements Acceptance {}
}
