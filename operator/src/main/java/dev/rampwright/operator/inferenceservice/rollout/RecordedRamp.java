package dev.rampwright.operator.inferenceservice.rollout;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RolloutStatus;
import dev.rampwright.operator.ramp.RampRecord;
import dev.rampwright.operator.ramp.RampState;

/** The ramp's state inside {@code status.rollout}. */
final class RecordedRamp {
  private RecordedRamp() {}

  /**
   * The state that the status holds.
   *
   * @throws dev.rampwright.operator.ramp.CorruptRampRecordException if nobody can have written it
   */
  static RampState state(RolloutStatus status) {
    return new RampRecord(
            status.state(),
            requireNonNullElse(status.epoch(), 0L),
            status.id(),
            status.stable(),
            status.candidate(),
            status.since(),
            status.stepIndex(),
            status.stepSince(),
            status.stepStartedAt(),
            status.failedVerdicts(),
            status.stableLostAt(),
            status.reason(),
            status.message(),
            status.passes(),
            status.passedRequests(),
            status.passedAt(),
            status.pausedAt(),
            status.pausedBy(),
            status.clearance(),
            status.weight(),
            status.waitingSince(),
            status.replicas())
        .toState();
  }
}
