package dev.rampwright.e2e.record;

import java.time.Instant;

/**
 * The service's status at one look.
 *
 * @param asked before it was read
 * @param answered after it was read
 * @param state of the ramp
 * @param candidate revision that is tried; empty if none is
 * @param weight the candidate's share, in percent
 * @param epoch of that share
 * @param inForce whether every entry pod splits so
 * @param entryPods how many there are
 * @param measured requests of this epoch, as the entry pods counted
 * @param measuredCandidate those of them that were the candidate's
 */
public record Look(
    Instant asked,
    Instant answered,
    String state,
    String candidate,
    int weight,
    long epoch,
    boolean inForce,
    int entryPods,
    long measured,
    long measuredCandidate) {

  /** The state, and while ramping the weight. */
  public String label() {
    return state.equals("Ramping") ? weight + "%" : state;
  }
}
