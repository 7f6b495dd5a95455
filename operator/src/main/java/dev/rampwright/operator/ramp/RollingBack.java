package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;

/**
 * Back to weight 0, at once where stable has its pods, else as they come; the candidate's pods stay
 * until it is in force and their requests have ended.
 *
 * @param attempt which revision was to replace which
 * @param epoch of the split
 * @param since when the weight was taken away, or was last lowered
 * @param cause why
 * @param weightPercent the candidate's share that is left
 */
public record RollingBack(
    Attempt attempt, long epoch, Instant since, Cause cause, int weightPercent)
    implements RampState {
  /** With everything taken away. */
  public RollingBack(Attempt attempt, long epoch, Instant since, Cause cause) {
    this(attempt, epoch, since, cause, 0);
  }

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
    return weightPercent;
  }

  RollingBack lowered(int weight, Instant now) {
    return new RollingBack(attempt, epoch + 1, now, cause, weight);
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
