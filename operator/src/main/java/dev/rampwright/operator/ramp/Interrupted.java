package dev.rampwright.operator.ramp;

import java.time.Instant;

/**
 * The candidate has no ready pod; weight 0 until one is back.
 *
 * @param attempt which revision replaces which
 * @param epoch of the split
 * @param step index of the step to which it returns
 * @param stepSince when that step began
 * @param failedVerdicts Fail verdicts of this attempt
 * @param since when the last ready pod was lost
 */
public record Interrupted(
    Attempt attempt, long epoch, int step, Instant stepSince, int failedVerdicts, Instant since)
    implements Trying {
  @Override
  public int weightPercent(RampPlan plan) {
    return 0;
  }

  Ramping recover() {
    return new Ramping(attempt, epoch + 1, step, stepSince, null, failedVerdicts, null);
  }
}
