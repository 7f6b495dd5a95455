package dev.rampwright.sidecar.identity;

import dev.rampwright.sidecar.cache.policy.Tenant;
import io.vertx.core.Future;

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

  /**
   * Not known at once.
   *
   * @param verdict comes within seconds, and never fails to
   */
  record Pending(Future<Verdict> verdict) implements Verdict {}

  /**
   * Nobody can tell at the moment.
   *
   * @param message for the client
   */
  record Undecidable(String message) implements Verdict {}
}
