package dev.rampwright.operator.ramp;

import java.util.Optional;

/**
 * Where a service is between two revisions. Each record's methods are the transitions that its
 * state permits; they keep the epoch rising with every change of the split.
 */
public sealed interface RampState permits Starting, Settled, Trying, RollingBack {
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

  /** Whether a step runs whose gates are judged, be it paused: samples matter to no other state. */
  default boolean isJudged() {
    return this instanceof Ramping || this instanceof Paused;
  }

  /** The epoch with which that weight is in force. */
  static long epochAt(RampState state, RampPlan plan, int weight) {
    return state.weightPercent(plan) == weight ? state.epoch() : state.epoch() + 1;
  }
}
