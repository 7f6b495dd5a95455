package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;

/**
 * Weight 0 again; the candidate's pods stay until it is in force and their requests have ended.
 *
 * @param attempt which revision was to replace which
 * @param epoch of the split
 * @param since when the weight was taken away
 * @param cause why
 */
public record RollingBack(Attempt attempt, long epoch, Instant since, Cause cause)
    implements RampState {
  @Override
  public Optional<String> stableRevision() {
    return Optional.of(attempt.stable());
  }

  @Override
  public Optional<String> candidateRevision() {
    return Optional.of(attempt.candidate());
  }

  @Override
  public String entryRevision() {
    return attempt.stable();
  }

  @Override
  public int weightPercent(RampPlan plan) {
    return 0;
  }

  Idle settle(String settled) {
    return new Idle(settled, epoch);
  }

  Preparing prepare(String candidate, Instant now) {
    return Preparing.of(Attempt.of(attempt.stable(), candidate, now), epoch, now);
  }

  RolledBack latch(Instant now) {
    return new RolledBack(attempt, epoch, now, cause);
  }
}
