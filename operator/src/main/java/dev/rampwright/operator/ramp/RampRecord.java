package dev.rampwright.operator.ramp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RampState} as status.rollout stores it: flat, of texts and numbers. Fields that a state
 * does not have are absent.
 *
 * @param state the state's name
 * @param epoch of the split, at least 1
 * @param id of the attempt
 * @param stable hash of the revision that serves
 * @param candidate hash of the revision that is tried, or failed
 * @param since when the state was entered, or at Ramping the step; ISO-8601 like all instants here
 * @param stepIndex index of the step in the plan
 * @param stepSince at Interrupted, when the step began
 * @param stepStartedAt when all entry pods had acknowledged the step's weight
 * @param failedVerdicts Fail verdicts of the attempt; absent means 0
 * @param stableLostAt since when no stable pod is there to split
 * @param reason {@link RampReason#word} of the cause, or of the stall
 * @param message the same for a person
 * @param pausedAt at Paused, since when its step stands still
 * @param pausedBy at Paused and Interrupted, what keeps the step: Spec, Command or HoldExceeded
 * @param clearance before traffic, what a command said of the beginning; absent means nothing
 */
public record RampRecord(
    String state,
    long epoch,
    @Nullable String id,
    @Nullable String stable,
    @Nullable String candidate,
    @Nullable String since,
    @Nullable Integer stepIndex,
    @Nullable String stepSince,
    @Nullable String stepStartedAt,
    @Nullable Integer failedVerdicts,
    @Nullable String stableLostAt,
    @Nullable String reason,
    @Nullable String message,
    @Nullable String pausedAt,
    @Nullable String pausedBy,
    @Nullable String clearance) {

  /** The record of that state. */
  public static RampRecord of(RampState state) {
    return switch (state) {
      case Idle it -> base("Idle", it, null, null);
      case Starting it -> base("Starting", it, null, it.since()).because(it.stall());
      case Preparing it -> beforeTraffic("Preparing", it);
      case Proving it -> beforeTraffic("Proving", it);
      case Ramping it -> step("Ramping", it);
      case Paused it -> step("Paused", it.step()).paused(it.since(), it.by());
      case Interrupted it ->
          base("Interrupted", it, it.attempt(), it.since())
              .at(it.step(), it.stepSince(), null, it.failedVerdicts())
              .paused(null, it.by());
      case Promoting it -> base("Promoting", it, it.attempt(), it.since());
      case Draining it -> base("Draining", it, it.attempt(), it.since());
      case RollingBack it -> base("RollingBack", it, it.attempt(), it.since()).because(it.cause());
      case RolledBack it -> base("RolledBack", it, it.attempt(), it.since()).because(it.cause());
    };
  }

  /**
   * The state that this record stands for.
   *
   * @throws CorruptRampRecordException if a field is missing or unreadable; says which
   */
  public RampState toState() {
    return new RampRecordReader(this).state();
  }

  private static RampRecord step(String name, Ramping it) {
    return base(name, it, it.attempt(), it.since())
        .at(it.step(), null, it.startedAt(), it.failedVerdicts())
        .lostStable(it.stableLostAt());
  }

  private static RampRecord beforeTraffic(String name, BeforeTraffic it) {
    RampRecord record = base(name, it, it.attempt(), it.since()).lostStable(it.stableLostAt());
    return it.clearance() == Clearance.USUAL ? record : record.cleared(it.clearance());
  }

  private static RampRecord base(
      String name, RampState state, @Nullable Attempt attempt, @Nullable Instant since) {
    return new RampRecord(
        name,
        state.epoch(),
        attempt == null ? null : attempt.id(),
        state.stableRevision().orElse(null),
        attempt == null ? state.candidateRevision().orElse(null) : attempt.candidate(),
        text(since),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private RampRecord at(
      int step, @Nullable Instant begun, @Nullable Instant acknowledged, int failures) {
    return new RampRecord(
        state,
        epoch,
        id,
        stable,
        candidate,
        since,
        step,
        text(begun),
        text(acknowledged),
        failures,
        stableLostAt,
        reason,
        message,
        pausedAt,
        pausedBy,
        clearance);
  }

  private RampRecord lostStable(@Nullable Instant at) {
    return new RampRecord(
        state,
        epoch,
        id,
        stable,
        candidate,
        since,
        stepIndex,
        stepSince,
        stepStartedAt,
        failedVerdicts,
        text(at),
        reason,
        message,
        pausedAt,
        pausedBy,
        clearance);
  }

  private RampRecord because(@Nullable Cause cause) {
    return new RampRecord(
        state,
        epoch,
        id,
        stable,
        candidate,
        since,
        stepIndex,
        stepSince,
        stepStartedAt,
        failedVerdicts,
        stableLostAt,
        cause == null ? null : cause.reason().word(),
        cause == null ? null : cause.message(),
        pausedAt,
        pausedBy,
        clearance);
  }

  private RampRecord paused(@Nullable Instant at, @Nullable Pause by) {
    return new RampRecord(
        state,
        epoch,
        id,
        stable,
        candidate,
        since,
        stepIndex,
        stepSince,
        stepStartedAt,
        failedVerdicts,
        stableLostAt,
        reason,
        message,
        text(at),
        by == null ? null : by.word(),
        clearance);
  }

  private RampRecord cleared(Clearance said) {
    return new RampRecord(
        state,
        epoch,
        id,
        stable,
        candidate,
        since,
        stepIndex,
        stepSince,
        stepStartedAt,
        failedVerdicts,
        stableLostAt,
        reason,
        message,
        pausedAt,
        pausedBy,
        said.word());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
