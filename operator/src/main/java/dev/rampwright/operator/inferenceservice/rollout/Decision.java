package dev.rampwright.operator.inferenceservice.rollout;

import dev.rampwright.api.inferenceservice.RolloutSpec;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.Revisions;
import dev.rampwright.operator.inferenceservice.router.Router;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.ramp.Observation;
import dev.rampwright.operator.ramp.RampDecision;
import dev.rampwright.operator.ramp.RampPlan;
import dev.rampwright.operator.ramp.RampState;
import java.util.List;
import java.util.Optional;

/**
 * What one pass decides for a service.
 *
 * @param previous the state from which it was decided
 * @param ramp the ramp's decision
 * @param shown what the ramp was shown
 * @param command what became of a command; empty without one, and while it waits
 * @param revisions the stored ones, and the desired one if it is new
 * @param desired hash of the revision that the spec asks for
 * @param planSource the plan in force, resolved, as it is recorded
 * @param plan the same for the ramp
 * @param router who splits
 * @param outcomes what was counted in the previous state's epoch
 * @param problem why the spec could not be followed; what runs goes on
 */
public record Decision(
    RampState previous,
    RampDecision ramp,
    Observation shown,
    Optional<Commands.Handled> command,
    Revisions revisions,
    String desired,
    RolloutSpec planSource,
    RampPlan plan,
    Router router,
    EpochOutcomes outcomes,
    Optional<BlockedException> problem) {

  /** The revisions that run pods, in the order of the ramp's scales. */
  public List<Revision> running() {
    return ramp.scales().stream()
        .flatMap(scale -> revisions.find(scale.revision()).stream())
        .toList();
  }
}
