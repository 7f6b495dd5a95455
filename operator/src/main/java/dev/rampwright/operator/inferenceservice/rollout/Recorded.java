package dev.rampwright.operator.inferenceservice.rollout;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RolloutStatus;
import dev.rampwright.api.inferenceservice.RolloutSpec;
import dev.rampwright.api.inferenceservice.RouteSpec;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.operator.inferenceservice.router.Router;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.ramp.CorruptRampRecordException;
import dev.rampwright.operator.ramp.RampState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the status holds of a ramp, read once for a pass.
 *
 * @param state the ramp's; empty for a service that has none yet
 * @param plan the one that it keeps, resolved; empty if none is kept
 */
public record Recorded(Optional<RampState> state, Optional<RolloutSpec> plan) {
  private static final Recorded NOTHING = new Recorded(Optional.empty(), Optional.empty());

  /**
   * Reads a status.
   *
   * @throws BlockedException if the record cannot be read
   */
  public static Recorded of(@Nullable InferenceServiceStatus status) {
    @Nullable RolloutStatus rollout = status == null ? null : status.rollout();
    if (rollout == null) {
      return NOTHING;
    }
    try {
      return new Recorded(
          Optional.of(RecordedRamp.state(rollout)),
          Optional.ofNullable(rollout.plan())
              .map(plan -> ContractJson.read(plan, RolloutSpec.class)));
    } catch (CorruptRampRecordException e) {
      throw new BlockedException(Reason.StatusUnreadable, String.valueOf(e.getMessage()));
    }
  }

  /** How far back the gates of the ramp look; empty: to the step's beginning. */
  public Optional<Duration> window() {
    return plan.flatMap(GatePlans::window);
  }

  /**
   * Who splits for the ramp.
   *
   * @param wish the live one of a route; null: none
   */
  public Router router(@Nullable RouteSpec wish) {
    return RolloutPlans.router(plan.orElseGet(() -> RolloutPlans.resolved(null)), wish);
  }
}
