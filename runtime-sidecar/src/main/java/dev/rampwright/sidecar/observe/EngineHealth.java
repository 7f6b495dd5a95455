package dev.rampwright.sidecar.observe;

/** What the engine last said of itself. */
public sealed interface EngineHealth {
  /** It answered 200. */
  record Healthy() implements EngineHealth {}

  /** It answered otherwise or not at all. */
  record Unhealthy(String reason) implements EngineHealth {}
}
