package dev.rampwright.operator.ramp;

import java.util.Optional;

/** Why no attempt can begin, although the spec asks for another revision. */
public sealed interface Obstacle {
  /** What to tell a person. */
  String message();

  /** A candidate would find no room beside a stable pod. */
  record NoRoom(String message) implements Obstacle {}

  /** Nothing would serve from the first moment on: so a pause holds before that, not after. */
  record Paused(String message) implements Obstacle {}

  /** What keeps an attempt from beginning; empty: nothing does. */
  static Optional<Obstacle> of(RampPlan plan, Observation seen) {
    return switch (plan.capacity()) {
      case Capacity.Overlap _ ->
          new Fleet(plan.capacity(), seen.replicas()).feasible()
              ? Optional.empty()
              : Optional.of(
                  new NoRoom(
                      "revision %s finds no room beside the one pod there is: set"
                              .formatted(seen.desired())
                          + " rollout.capacity.maxSurge to 1, or mode to Recreate, which stops the"
                          + " service while the new revision loads"));
      case Capacity.Recreate _ ->
          seen.paused()
              ? Optional.of(
                  new Paused(
                      "revision %s waits, and the present one serves; set spec.rollout.paused to"
                              .formatted(seen.desired())
                          + " false to exchange them"))
              : Optional.empty();
    };
  }
}
