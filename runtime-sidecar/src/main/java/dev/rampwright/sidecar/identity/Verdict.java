package dev.rampwright.sidecar.identity;

import dev.rampwright.sidecar.cache.policy.Tenant;

/** Whether a client is let in, and as whom. */
public sealed interface Verdict {
  /** Let in. */
  record Admitted(Tenant tenant) implements Verdict {}

  /**
   * Not let in.
   *
   * @param message for the client: what to do
   */
  record Refused(String message) implements Verdict {}
}
