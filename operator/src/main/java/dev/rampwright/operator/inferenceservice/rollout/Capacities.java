package dev.rampwright.operator.inferenceservice.rollout;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.inferenceservice.RolloutCapacity;
import dev.rampwright.api.inferenceservice.RolloutCapacity.Mode;
import dev.rampwright.operator.ramp.Capacity;
import dev.rampwright.operator.ramp.Capacity.Overlap;
import dev.rampwright.operator.ramp.Capacity.Recreate;
import org.jspecify.annotations.Nullable;

/** Resolves {@code spec.rollout.capacity} and turns it into the ramp's. */
final class Capacities {
  private Capacities() {}

  /** With every default filled in, as a ramp keeps it. */
  static RolloutCapacity resolved(@Nullable RolloutCapacity given) {
    Mode mode = mode(given);
    return switch (mode) {
      case Surge -> new RolloutCapacity(mode, maxSurge(given, "100%"));
      case Swap -> new RolloutCapacity(mode, maxSurge(given, "0"));
      case Recreate -> new RolloutCapacity(mode, null);
    };
  }

  /**
   * The ramp's.
   *
   * @throws IllegalArgumentException if maxSurge is neither a number nor a percentage
   */
  static Capacity of(@Nullable RolloutCapacity given) {
    RolloutCapacity resolved = resolved(given);
    String maxSurge = resolved.maxSurge();
    return maxSurge == null ? new Recreate() : overlap(maxSurge);
  }

  private static Overlap overlap(String maxSurge) {
    return maxSurge.endsWith("%")
        ? Overlap.percent(Integer.parseInt(maxSurge.substring(0, maxSurge.length() - 1)))
        : Overlap.pods(Integer.parseInt(maxSurge));
  }

  private static Mode mode(@Nullable RolloutCapacity given) {
    return requireNonNullElse(given == null ? null : given.mode(), Mode.Surge);
  }

  private static String maxSurge(@Nullable RolloutCapacity given, String usual) {
    return requireNonNullElse(given == null ? null : given.maxSurge(), usual);
  }
}
