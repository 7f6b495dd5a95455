package dev.rampwright.operator.ramp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The candidate's pods load; weight 0.
 *
 * @param attempt which revision replaces which
 * @param epoch of the split
 * @param since when the attempt began; moved on while the ready candidate is kept waiting
 * @param stableLostAt since when the candidate is ready but no stable pod is there to split
 * @param clearance what a command said of the beginning
 */
public record Preparing(
    Attempt attempt, long epoch, Instant since, @Nullable Instant stableLostAt, Clearance clearance)
    implements BeforeTraffic {
  @Override
  public Preparing with(Attempt changed) {
    return new Preparing(changed, epoch, since, stableLostAt, clearance);
  }

  static Preparing of(Attempt attempt, long epoch, Instant now) {
    return new Preparing(attempt, epoch, now, null, Clearance.USUAL);
  }

  @Override
  public Preparing stableLost(@Nullable Instant at) {
    return new Preparing(attempt, epoch, since, at, clearance);
  }

  @Override
  public Preparing cleared(Clearance said) {
    return new Preparing(attempt, epoch, since, stableLostAt, said);
  }

  /** The startup deadline counts from now on: the pods were ready, and are kept waiting. */
  Preparing waiting(Instant now) {
    return new Preparing(attempt, epoch, now, null, clearance);
  }

  Proving prove(Instant now) {
    return new Proving(attempt, epoch, now, null, clearance);
  }
}
