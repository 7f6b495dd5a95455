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
 * @param reach how far the step's share is reached; absent: all of it is in force
 * @param straight whether a command lets it pass as soon as its pods carry everything
 */
public record Ramping(
    Attempt attempt,
    long epoch,
    int step,
    Instant since,
    @Nullable Instant startedAt,
    int failedVerdicts,
    @Nullable Instant stableLostAt,
    @Nullable Passes passes,
    @Nullable Reach reach,
    boolean straight)
    implements Trying {

  /** Before all gates have passed, with the whole share in force. */
  public Ramping(
      Attempt attempt,
      long epoch,
      int step,
      Instant since,
      @Nullable Instant startedAt,
      int failedVerdicts,
      @Nullable Instant stableLostAt) {
    this(attempt, epoch, step, since, startedAt, failedVerdicts, stableLostAt, null, null, false);
  }

  /** The beginning of a step. */
  static Ramping begin(Attempt attempt, long epoch, int step, Instant now, int failedVerdicts) {
    return new Ramping(attempt, epoch, step, now, null, failedVerdicts, null);
  }

  @Override
  public Ramping with(Attempt changed) {
    return new Ramping(
        changed,
        epoch,
        step,
        since,
        startedAt,
        failedVerdicts,
        stableLostAt,
        passes,
        reach,
        straight);
  }

  @Override
  public int weightPercent(RampPlan plan) {
    return reach == null ? plan.step(step).weightPercent() : reach.weightPercent();
  }

  Ramping acknowledged(Instant now) {
    return since(since, now, null, reach);
  }

  Ramping stableLost(@Nullable Instant at) {
    return new Ramping(
        attempt, epoch, step, since, startedAt, failedVerdicts, at, passes, reach, straight);
  }

  Ramping counted(@Nullable Passes counted) {
    return since(since, startedAt, counted, reach);
  }

  /** The same split, in which pods are missing since then. */
  Ramping reaching(RampPlan plan, int weightPercent, @Nullable Instant waitingSince) {
    boolean whole = waitingSince == null && weightPercent == plan.step(step).weightPercent();
    return since(since, startedAt, passes, whole ? null : new Reach(weightPercent, waitingSince));
  }

  /** Another share of the same step, with new samples. */
  Ramping follow(RampPlan plan, int weightPercent) {
    return anew(failedVerdicts).reaching(plan, weightPercent, null);
  }

  /** Looks again with new samples: a later Fail shall not count the same requests. */
  Ramping lookAgain() {
    return anew(failedVerdicts + 1);
  }

  private Ramping anew(int failed) {
    return new Ramping(
        attempt, epoch + 1, step, since, null, failed, stableLostAt, null, reach, straight);
  }

  Ramping nextStep(RampPlan plan, int weightPercent, Instant now) {
    return begin(attempt, epoch + 1, step + 1, now, failedVerdicts)
        .reaching(plan, weightPercent, null);
  }

  /** The last step, which passes as soon as its pods carry everything. */
  Ramping straight(RampPlan plan, int weightPercent, Instant now) {
    return new Ramping(
            attempt, epoch + 1, plan.lastStep(), now, null, failedVerdicts, null, null, null, true)
        .reaching(plan, weightPercent, null);
  }

  Interrupted interrupt(Instant now) {
    return new Interrupted(attempt, epoch + 1, step, since, failedVerdicts, now, null);
  }

  Paused pause(Pause by, Instant now) {
    return new Paused(this, by, now);
  }

  /** The same step, begun now as far as its maxHold is concerned. */
  Ramping begun(Instant now) {
    return since(now, startedAt, passes, reach);
  }

  /** The same step with all its times moved on. */
  Ramping later(Duration by) {
    @Nullable Instant started = startedAt == null ? null : startedAt.plus(by);
    return since(since.plus(by), started, passes, reach == null ? null : reach.later(by));
  }

  private Ramping since(
      Instant begun, @Nullable Instant started, @Nullable Passes counted, @Nullable Reach reached) {
    return new Ramping(
        attempt,
        epoch,
        step,
        begun,
        started,
        failedVerdicts,
        stableLostAt,
        counted,
        reached,
        straight);
  }

  Promoting promote(RampPlan plan, Instant now) {
    return new Promoting(attempt, RampState.epochAt(this, plan, 100), now);
  }
}
