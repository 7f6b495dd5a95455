package dev.rampwright.e2e.record;

import java.time.Instant;
import java.util.Set;

/**
 * A process that a scenario killed.
 *
 * @param what it was, for a person
 * @param at the instant before it was killed
 * @param done when it had been
 * @param revision whose pod it belonged to
 * @param ports the clients' ports of all connections that led to it then; none lead to a candidate,
 *     which clients reach through the stable pods
 * @param open the clients' requests that were under way at that instant
 * @param ledAround from when on no new connection led to it; {@code done} where none ever did
 */
public record Kill(
    String what,
    Instant at,
    Instant done,
    String revision,
    Set<Integer> ports,
    int open,
    Instant ledAround) {
  public Kill {
    ports = Set.copyOf(ports);
  }

  /** Most requests that can have been lost on it. */
  public int most() {
    return ports.isEmpty() ? open : ports.size();
  }

  /** Whether that failed request was on it, as the kill itself shows. */
  boolean tookWithIt(Sent failed) {
    return ports.isEmpty()
        ? wasOpen(failed) && wasForwarded(failed)
        : ports.contains(failed.port()) && wasConnected(failed) && !failed.ended().isBefore(at);
  }

  /** Whether that request failed to reach it, in the time that Kubernetes takes to notice. */
  boolean turnedAway(Sent failed) {
    return failed.status() == 0
        && !wasConnected(failed)
        && failed.begun().isBefore(ledAround)
        && failed.ended().isAfter(at);
  }

  private boolean wasConnected(Sent failed) {
    return failed.connected() != null && !failed.connected().isAfter(done);
  }

  /**
   * Begun by the killed revision; or a stable pod waited for it in vain, which it says by 504 or by
   * nothing.
   */
  private boolean wasForwarded(Sent failed) {
    return revision.equals(failed.revision()) || failed.status() == 504 || failed.status() == 0;
  }

  private boolean wasOpen(Sent failed) {
    return !failed.begun().isAfter(done) && !failed.ended().isBefore(at);
  }

  @Override
  public String toString() {
    return "%s: %s at %s, %d requests open, %d connections led to it, led around after %d ms"
        .formatted(
            what, revision, at, open, ports.size(), ledAround.toEpochMilli() - at.toEpochMilli());
  }
}
