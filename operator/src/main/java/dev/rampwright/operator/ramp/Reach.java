package dev.rampwright.operator.ramp;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a step's share is reached while the candidate's pods cannot carry all of it.
 *
 * @param weightPercent the share in force
 * @param waitingSince since when pods that should be ready are not; null: all that find room are
 */
public record Reach(int weightPercent, @Nullable Instant waitingSince) {
  Reach later(Duration by) {
    return waitingSince == null ? this : new Reach(weightPercent, waitingSince.plus(by));
  }
}
