package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.operator.kube.Reason;

/**
 * Why the last pass could not apply what it had decided.
 *
 * @param reason its class
 * @param message what to do
 */
public record Trouble(Reason reason, String message) {
  /** Whether only a person can end it. */
  boolean stalls() {
    return reason == Reason.NameConflict;
  }
}
