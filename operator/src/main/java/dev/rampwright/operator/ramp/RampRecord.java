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
 * @param passes how often in a row all gates have passed at the step; absent means 0
 * @param passedRequests the candidate's finished requests at the last of them
 * @param passedAt when the last of them was counted
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
    @Nullable Integer passes,
    @Nullable Long passedRequests,
    @Nullable String passedAt) {

  /** The record of that state. */
  public static RampRecord of(RampState state) {
    return switch (state) {
      case Idle it -> base("Idle", it, null, null);
      case Starting it -> base("Starting", it, null, it.since()).because(it.stall());
      case Preparing it ->
          base("Preparing", it, it.attempt(), it.since()).lostStable(it.stableLostAt());
      case Ramping it ->
          base("Ramping", it, it.attempt(), it.since())
              .at(it.step(), null, it.startedAt(), it.failedVerdicts())
              .lostStable(it.stableLostAt())
              .passed(it.passes());
      case Interrupted it ->
          base("Interrupted", it, it.attempt(), it.since())
              .at(it.step(), it.stepSince(), null, it.failedVerdicts());
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
        passes,
        passedRequests,
        passedAt);
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
        passes,
        passedRequests,
        passedAt);
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
        passes,
        passedRequests,
        passedAt);
  }

  private RampRecord passed(@Nullable Passes counted) {
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
        counted == null ? null : counted.count(),
        counted == null ? null : counted.requests(),
        counted == null ? null : text(counted.at()));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
