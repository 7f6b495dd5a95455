package dev.rampwright.operator.ramp;

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
 * @param pausedAt at Paused, since when its step stands still; at Preparing, since when the ready
 *     candidate is kept waiting
 * @param pausedBy at Paused and Interrupted, what keeps the step: Spec, Command or HoldExceeded
 * @param clearance before traffic, what a command said of the beginning; absent means nothing. At
 *     Ramping and Paused, {@code Given}: a command lets the step pass as soon as its pods carry all
 * @param weight the candidate's share in force where it is not that of the step; at RollingBack
 *     what is left of it, absent means 0
 * @param waitingSince since when pods are missing that shall carry the step's share
 * @param replicas most pods that were asked for since the attempt began
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
    @Nullable String passedAt,
    @Nullable String pausedAt,
    @Nullable String pausedBy,
    @Nullable String clearance,
    @Nullable Integer weight,
    @Nullable String waitingSince,
    @Nullable Integer replicas) {

  /** The record of that state. */
  public static RampRecord of(RampState state) {
    return RampRecordWriter.write(state);
  }

  /**
   * The state that this record stands for.
   *
   * @throws CorruptRampRecordException if a field is missing or unreadable; says which
   */
  public RampState toState() {
    return new RampRecordReader(this).state();
  }
}
