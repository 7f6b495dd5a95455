package dev.rampwright.bench.load;

/** Whether a target is worth loading. */
public sealed interface ProbeResult {
  /** It answers, or at least takes connections. */
  record Reachable() implements ProbeResult {}

  /**
   * No request could succeed.
   *
   * @param why what came back, and what to check
   */
  record Hopeless(String why) implements ProbeResult {}

  /** The process was asked to end meanwhile. */
  record Interrupted() implements ProbeResult {}
}
