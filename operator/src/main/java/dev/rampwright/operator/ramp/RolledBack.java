package dev.rampwright.operator.ramp;

import java.time.Instant;

/**
 * Stable serves everything, and the spec still asks for the revision that failed: it stays out
 * until the spec asks for another.
 *
 * @param attempt the one that failed
 * @param epoch of the split
 * @param since when stable served everything again
 * @param cause why it failed
 */
public record RolledBack(Attempt attempt, long epoch, Instant since, Cause cause)
    implements Settled {
  @Override
  public String stable() {
    return attempt.stable();
  }

  Idle settle() {
    return new Idle(attempt.stable(), epoch);
  }
}
