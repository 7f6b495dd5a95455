package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a service is between two revisions. Each record's methods are the transitions that its
 * state permits; they keep the epoch rising with every change of the split.
 */
public sealed interface RampState {
  /** The epoch of the split, at least 1; never falls. */
  long epoch();

  /** The revision that serves, and to which a rollback returns; empty before the first is ready. */
  Optional<String> stableRevision();

  /** The revision that is being tried. */
  Optional<String> candidateRevision();

  /** The revision whose pods the entry Service selects. */
  String entryRevision();

  /** The candidate's share in percent, computed from the plan and this state alone. */
  int weightPercent(RampPlan plan);

  /** Whether the plan with which the attempt began is in force, whatever the spec says now. */
  default boolean keepsPlan() {
    return this instanceof Trying;
  }

  private static long epochAt(RampState state, RampPlan plan, int weight) {
    return state.weightPercent(plan) == weight ? state.epoch() : state.epoch() + 1;
  }

  /** A state in which a candidate may still be promoted, and stable still has all its pods. */
  sealed interface Trying extends RampState {
    /** Which revision replaces which. */
    Attempt attempt();

    @Override
    default Optional<String> stableRevision() {
      return Optional.of(attempt().stable());
    }

    @Override
    default Optional<String> candidateRevision() {
      return Optional.of(attempt().candidate());
    }

    @Override
    default String entryRevision() {
      return attempt().stable();
    }

    /** Takes the candidate's traffic away. */
    default RollingBack rollBack(RampPlan plan, Cause cause, Instant now) {
      return new RollingBack(attempt(), epochAt(this, plan, 0), now, cause);
    }
  }

  /** A state in which one revision serves and none is tried. */
  sealed interface Settled extends RampState {
    /** Hash of the revision that serves. */
    String stable();

    @Override
    default Optional<String> stableRevision() {
      return Optional.of(stable());
    }

    @Override
    default Optional<String> candidateRevision() {
      return Optional.empty();
    }

    @Override
    default String entryRevision() {
      return stable();
    }

    @Override
    default int weightPercent(RampPlan plan) {
      return 0;
    }

    /** Begins an attempt. */
    default Preparing prepare(String candidate, Instant now) {
      return new Preparing(Attempt.of(stable(), candidate, now), epoch(), now, null);
    }

    /** Takes another revision while nothing runs. */
    default Idle adopt(String revision) {
      return new Idle(revision, epoch());
    }
  }

  /**
   * The first revision loads; there is nothing to return to, so it is never rolled back.
   *
   * @param revision its hash
   * @param epoch of the split
   * @param since when it was first asked for
   * @param stall why it does not get ready; it still may
   */
  record Starting(String revision, long epoch, Instant since, @Nullable Cause stall)
      implements RampState {
    /** The state of a service that has none yet. */
    public static Starting of(String revision, Instant now) {
      return new Starting(revision, 1, now, null);
    }

    @Override
    public Optional<String> stableRevision() {
      return Optional.empty();
    }

    @Override
    public Optional<String> candidateRevision() {
      return Optional.of(revision);
    }

    @Override
    public String entryRevision() {
      return revision;
    }

    @Override
    public int weightPercent(RampPlan plan) {
      return 0;
    }

    Starting insteadWith(String other, Instant now) {
      return new Starting(other, epoch, now, null);
    }

    Starting stalledBy(@Nullable Cause cause) {
      return new Starting(revision, epoch, since, cause);
    }

    Idle settle(String settled) {
      return new Idle(settled, epoch);
    }
  }

  /** One revision serves everything. */
  record Idle(String stable, long epoch) implements Settled {}

  /**
   * The candidate's pods load; weight 0.
   *
   * @param attempt which revision replaces which
   * @param epoch of the split
   * @param since when the attempt began
   * @param stableLostAt since when the candidate is ready but no stable pod is there to split
   */
  record Preparing(Attempt attempt, long epoch, Instant since, @Nullable Instant stableLostAt)
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
   */
  record Ramping(
      Attempt attempt,
      long epoch,
      int step,
      Instant since,
      @Nullable Instant startedAt,
      int failedVerdicts,
      @Nullable Instant stableLostAt)
      implements Trying {
    @Override
    public int weightPercent(RampPlan plan) {
      return plan.step(step).weightPercent();
    }

    Ramping acknowledged(Instant now) {
      return new Ramping(attempt, epoch, step, since, now, failedVerdicts, stableLostAt);
    }

    Ramping stableLost(@Nullable Instant at) {
      return new Ramping(attempt, epoch, step, since, startedAt, failedVerdicts, at);
    }

    /** Looks again with new samples: a later Fail shall not count the same requests. */
    Ramping lookAgain() {
      return new Ramping(attempt, epoch + 1, step, since, null, failedVerdicts + 1, stableLostAt);
    }

    Ramping nextStep(Instant now) {
      return new Ramping(attempt, epoch + 1, step + 1, now, null, failedVerdicts, null);
    }

    Interrupted interrupt(Instant now) {
      return new Interrupted(attempt, epoch + 1, step, since, failedVerdicts, now);
    }

    Promoting promote(RampPlan plan, Instant now) {
      return new Promoting(attempt, epochAt(this, plan, 100), now);
    }
  }

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
  record Interrupted(
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

  /**
   * Every step passed: the entry Service selects the candidate, and stable pods still send it all
   * that reaches them.
   *
   * @param attempt which revision replaces which
   * @param epoch of the split
   * @param since when the entry Service was told
   */
  record Promoting(Attempt attempt, long epoch, Instant since) implements Trying {
    @Override
    public String entryRevision() {
      return attempt.candidate();
    }

    @Override
    public int weightPercent(RampPlan plan) {
      return 100;
    }

    Draining drain(Instant now) {
      return new Draining(attempt, epoch, now);
    }

    Interrupted interrupt(RampPlan plan, Instant now) {
      return new Interrupted(attempt, epoch + 1, plan.lastStep(), now, 0, now);
    }

    Idle complete() {
      return new Idle(attempt.candidate(), epoch + 1);
    }
  }

  /**
   * No new request reaches the old pods; theirs end.
   *
   * @param attempt which revision replaces which
   * @param epoch of the split
   * @param since when the entry Service's endpoints were the candidate's alone
   */
  record Draining(Attempt attempt, long epoch, Instant since) implements Trying {
    @Override
    public String entryRevision() {
      return attempt.candidate();
    }

    @Override
    public int weightPercent(RampPlan plan) {
      return 100;
    }

    Interrupted interrupt(RampPlan plan, Instant now) {
      return new Interrupted(attempt, epoch + 1, plan.lastStep(), now, 0, now);
    }

    Idle complete() {
      return new Idle(attempt.candidate(), epoch + 1);
    }
  }

  /**
   * Weight 0 again; the candidate's pods stay until it is in force and their requests have ended.
   *
   * @param attempt which revision was to replace which
   * @param epoch of the split
   * @param since when the weight was taken away
   * @param cause why
   */
  record RollingBack(Attempt attempt, long epoch, Instant since, Cause cause) implements RampState {
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
      return new Preparing(Attempt.of(attempt.stable(), candidate, now), epoch, now, null);
    }

    RolledBack latch(Instant now) {
      return new RolledBack(attempt, epoch, now, cause);
    }
  }

  /**
   * Stable serves everything, and the spec still asks for the revision that failed: it stays out
   * until the spec asks for another.
   *
   * @param attempt the one that failed
   * @param epoch of the split
   * @param since when stable served everything again
   * @param cause why it failed
   */
  record RolledBack(Attempt attempt, long epoch, Instant since, Cause cause) implements Settled {
    @Override
    public String stable() {
      return attempt.stable();
    }

    Idle settle() {
      return new Idle(attempt.stable(), epoch);
    }
  }
}
