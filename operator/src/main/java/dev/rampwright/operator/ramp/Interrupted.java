package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The candidate has no ready pod; weight 0 until one is back.
 *
 * @param attempt which revision replaces which
 * @param epoch of the split
 * @param step index of the step to which it returns
 * @param stepSince when that step began
 * @param failedVerdicts Fail verdicts of this attempt
 * @param since when the last ready pod was lost
 * @param by what kept the step when it was interrupted, and may still; null: nothing
 */
public record Interrupted(
    Attempt attempt,
    long epoch,
    int step,
    Instant stepSince,
    int failedVerdicts,
    Instant since,
    @Nullable Pause by)
    implements Trying {
  @Override
  public Interrupted with(Attempt changed) {
    return new Interrupted(changed, epoch, step, stepSince, failedVerdicts, since, by);
  }

  @Override
  public int weightPercent(RampPlan plan) {
    return 0;
  }

  Ramping recover(RampPlan plan, int weightPercent) {
    return new Ramping(attempt, epoch + 1, step, stepSince, null, failedVerdicts, null)
        .reaching(plan, weightPercent, null);
  }

  Interrupted keptBy(@Nullable Pause pause) {
    return new Interrupted(attempt, epoch, step, stepSince, failedVerdicts, since, pause);
  }

  /** What would keep the step if it went on now. */
  Optional<Pause> pause(Observation seen) {
    if (by == null || by == Pause.SPEC) {
      return seen.paused() ? Optional.of(Pause.SPEC) : Optional.empty();
    }
    return Optional.of(by);
  }
}
