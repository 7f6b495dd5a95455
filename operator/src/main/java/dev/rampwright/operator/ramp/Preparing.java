package dev.rampwright.operator.ramp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The candidate's pods load; weight 0.
 *
 * @param attempt which revision replaces which
 * @param epoch of the split
 * @param since when the attempt began
 * @param stableLostAt since when the candidate is ready but no stable pod is there to split
 */
public record Preparing(Attempt attempt, long epoch, Instant since, @Nullable Instant stableLostAt)
    implements Trying {
  @Override
  public int weightPercent(RampPlan plan) {
    return 0;
  }

  Preparing stableLost(@Nullable Instant at) {
    return new Preparing(attempt, epoch, since, at);
  }

  Ramping ramp(Instant now) {
    return new Ramping(attempt, epoch + 1, 0, now, null, 0, null);
  }

  Promoting promote(Instant now) {
    return new Promoting(attempt, epoch + 1, now);
  }
}
