package dev.rampwright.operator.ramp;

import java.time.Instant;

/**
 * Stable serves everything, and the spec still asks for the revision that failed: it stays out
 * until the spec asks for another, or a command has it tried again.
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

  /** What a person can do about a revision that is kept out. */
  static String wayOut(Attempt attempt) {
    return "ask for another revision, or annotate with rampwright.dev/command=retry/%s/<token>"
        .formatted(attempt.candidate());
  }

  /** The same, for this one. */
  public String wayOut() {
    return wayOut(attempt);
  }

  Idle settle() {
    return new Idle(attempt.stable(), epoch);
  }
}
