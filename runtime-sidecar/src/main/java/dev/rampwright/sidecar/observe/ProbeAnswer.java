package dev.rampwright.sidecar.observe;

/** What one question for the engine's health brought. */
sealed interface ProbeAnswer {
  /** 200. */
  record Well() implements ProbeAnswer {}

  /** Another status, or no connection. */
  record Ill(String reason) implements ProbeAnswer {}

  /** No answer in time. */
  record Silent() implements ProbeAnswer {}
}
