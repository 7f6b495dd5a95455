package dev.rampwright.operator.ramp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The candidate's pods load; weight 0.
 *
 * @param attempt which revision replaces which
 * @param epoch of the split
 * @param since from when the startup deadline counts
 * @param stableLostAt since when the candidate is ready but no stable pod is there to split
 * @param clearance what a command said of the beginning
 * @param heldSince since when the ready candidate is kept waiting; null if it is not
 */
public record Preparing(
    Attempt attempt,
    long epoch,
    Instant since,
    @Nullable Instant stableLostAt,
    Clearance clearance,
    @Nullable Instant heldSince)
    implements BeforeTraffic {
  /** That is not kept waiting. */
  public Preparing(
      Attempt attempt,
      long epoch,
      Instant since,
      @Nullable Instant stableLostAt,
      Clearance clearance) {
    this(attempt, epoch, since, stableLostAt, clearance, null);
  }

  @Override
  public Preparing with(Attempt changed) {
    return new Preparing(changed, epoch, since, stableLostAt, clearance, heldSince);
  }

  static Preparing of(Attempt attempt, long epoch, Instant now) {
    return new Preparing(attempt, epoch, now, null, Clearance.USUAL);
  }

  @Override
  public Preparing stableLost(@Nullable Instant at) {
    return new Preparing(attempt, epoch, since, at, clearance, heldSince);
  }

  @Override
  public Preparing cleared(Clearance said) {
    return new Preparing(attempt, epoch, since, stableLostAt, said, heldSince);
  }

  /** The candidate is ready, and kept waiting. */
  Preparing held(Instant now) {
    return new Preparing(
        attempt, epoch, since, null, clearance, heldSince == null ? now : heldSince);
  }

  /** Pods load, and have the whole deadline if they were ready before. */
  Preparing loading(Instant now) {
    return new Preparing(attempt, epoch, heldSince == null ? since : now, null, clearance);
  }

  Proving prove(Instant now) {
    return new Proving(attempt, epoch, now, null, clearance);
  }
}
