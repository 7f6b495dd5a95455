package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Capacity.Overlap;
import dev.rampwright.operator.ramp.Capacity.Recreate;

/**
 * How many pods carry which share.
 *
 * @param capacity what a ramp may use
 * @param replicas pods that the service is to have; a candidate's pod carries 1/replicas of the
 *     traffic
 */
record Fleet(Capacity capacity, int replicas) {
  private static final int ALL = 100;

  /** Pods that may exist at a time. */
  int budget() {
    return replicas + capacity.surge(replicas);
  }

  /** Pods that may be missing while others are exchanged; without any surge one has to. */
  int slack() {
    return budget() > replicas ? 0 : 1;
  }

  /** Whether a candidate finds room beside a stable pod. */
  boolean feasible() {
    return replicas == 0 || most() > 0;
  }

  /** Most pods that the candidate can have: side by side, one stable pod stays to split. */
  int most() {
    return switch (capacity) {
      case Overlap _ -> Math.min(replicas, budget() - 1);
      case Recreate _ -> replicas;
    };
  }

  /** Pods that the candidate needs for that share in percent, at least 1 where there is room. */
  int candidateFor(int weightPercent) {
    return switch (capacity) {
      case Overlap _ -> Math.min(most(), Math.max(1, Math.ceilDiv(replicas * weightPercent, ALL)));
      case Recreate _ -> replicas;
    };
  }

  /** The share in percent, rounded down, that so many ready pods of the candidate carry. */
  int share(int ready) {
    return replicas == 0 ? 0 : Math.min(ALL, ready * ALL / replicas);
  }

  /** How much of that share can be reached before the entry Service moves. */
  int reach(int weightPercent) {
    return Math.min(weightPercent, share(candidateFor(weightPercent)));
  }

  /** How much of that share so many ready pods carry, as far as it can be reached at all. */
  int carried(int weightPercent, int ready) {
    return Math.min(reach(weightPercent), share(ready));
  }

  /** Most pods whose {@link #share} is within so many percent: those whose work that is. */
  int worth(int weightPercent) {
    return Math.max(0, (weightPercent + 1) * replicas - 1) / ALL;
  }
}
