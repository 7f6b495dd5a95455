package dev.rampwright.sidecar.cache;

/** What is to be done for a request whose answer is not in this sidecar's memory. */
public sealed interface Turn {
  /** It is in the second level, perhaps put there by another sidecar meanwhile. */
  record Replay(Hit hit) implements Turn {}

  /**
   * It is this sidecar's turn to ask the engine.
   *
   * @param lease to end when it has answered
   */
  record Ask(Lease lease) implements Turn {}

  /** Another sidecar is asking its engine, and takes longer than it was waited for. */
  record Theirs() implements Turn {}
}
