package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.SidecarStats;

/** What became of one call. */
public sealed interface SidecarReply {
  /** It answered. */
  record Answered(SidecarStats stats) implements SidecarReply {}

  /** It understood the call and said no. */
  record Refused(int status, String message) implements SidecarReply {}

  /** It did not answer in time, or not in a form that is understood. */
  record Unreachable(String message) implements SidecarReply {}
}
