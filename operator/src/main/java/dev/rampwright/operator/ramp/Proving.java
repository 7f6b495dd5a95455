package dev.rampwright.operator.ramp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The candidate's pods are ready and are benchmarked; weight 0.
 *
 * @param attempt which revision replaces which; names the benchmark, too
 * @param epoch of the split
 * @param since when every pod was ready
 * @param stableLostAt since when no stable pod is there to split
 * @param clearance what a command said of the beginning
 */
public record Proving(
    Attempt attempt, long epoch, Instant since, @Nullable Instant stableLostAt, Clearance clearance)
    implements BeforeTraffic {
  @Override
  public Proving with(Attempt changed) {
    return new Proving(changed, epoch, since, stableLostAt, clearance);
  }

  @Override
  public Proving stableLost(@Nullable Instant at) {
    return new Proving(attempt, epoch, since, at, clearance);
  }

  @Override
  public Proving cleared(Clearance said) {
    return new Proving(attempt, epoch, since, stableLostAt, said);
  }

  /** Waits for its pods again; the result is not lost by that. */
  Preparing reload(Instant now) {
    return new Preparing(attempt, epoch, now, null, clearance);
  }
}
