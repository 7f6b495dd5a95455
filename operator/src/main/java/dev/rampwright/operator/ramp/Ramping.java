package dev.rampwright.operator.ramp;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The candidate takes a step's share.
 *
 * @param attempt which revision replaces which
 * @param epoch of the split; samples count from its beginning
 * @param step index of the step in the plan
 * @param since when the step began
 * @param startedAt when every entry pod had acknowledged the epoch; the hold counts from here
 * @param failedVerdicts Fail verdicts of this attempt
 * @param stableLostAt since when no stable pod is there to split
 * @param passes how often in a row all gates have passed so far; absent: not yet
 */
public record Ramping(
    Attempt attempt,
    long epoch,
    int step,
    Instant since,
    @Nullable Instant startedAt,
    int failedVerdicts,
    @Nullable Instant stableLostAt,
    @Nullable Passes passes)
    implements Trying {

  /** Before all gates have passed. */
  public Ramping(
      Attempt attempt,
      long epoch,
      int step,
      Instant since,
      @Nullable Instant startedAt,
      int failedVerdicts,
      @Nullable Instant stableLostAt) {
    this(attempt, epoch, step, since, startedAt, failedVerdicts, stableLostAt, null);
  }

  @Override
  public int weightPercent(RampPlan plan) {
    return plan.step(step).weightPercent();
  }

  Ramping acknowledged(Instant now) {
    return new Ramping(attempt, epoch, step, since, now, failedVerdicts, stableLostAt);
  }

  Ramping stableLost(@Nullable Instant at) {
    return new Ramping(attempt, epoch, step, since, startedAt, failedVerdicts, at, passes);
  }

  Ramping counted(@Nullable Passes counted) {
    return new Ramping(
        attempt, epoch, step, since, startedAt, failedVerdicts, stableLostAt, counted);
  }

  /** Looks again with new samples: a later Fail shall not count the same requests. */
  Ramping lookAgain() {
    return new Ramping(attempt, epoch + 1, step, since, null, failedVerdicts + 1, stableLostAt);
  }

  Ramping nextStep(Instant now) {
    return new Ramping(attempt, epoch + 1, step + 1, now, null, failedVerdicts, null);
  }

  Interrupted interrupt(Instant now) {
    return new Interrupted(attempt, epoch + 1, step, since, failedVerdicts, now, null);
  }

  Paused pause(Pause by, Instant now) {
    return new Paused(this, by, now);
  }

  /** The same step, begun now as far as its maxHold is concerned. */
  Ramping begun(Instant now) {
    return new Ramping(attempt, epoch, step, now, startedAt, failedVerdicts, stableLostAt, passes);
  }

  /** The same step with all its times moved on. */
  Ramping later(Duration by) {
    @Nullable Instant started = startedAt == null ? null : startedAt.plus(by);
    return new Ramping(
        attempt, epoch, step, since.plus(by), started, failedVerdicts, stableLostAt, passes);
  }

  Promoting promote(RampPlan plan, Instant now) {
    return new Promoting(attempt, RampState.epochAt(this, plan, 100), now);
  }
}
