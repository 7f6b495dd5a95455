package dev.rampwright.bench;

import java.time.Duration;

/**
 * The bounds of a run that its spec does not set.
 *
 * @param maxOpen requests open at once
 * @param probePatience how long a target may take to come up
 * @param shortestDrain how long open requests are awaited after the load, at least
 * @param reportInterval between reports of progress
 */
record RunLimits(
    int maxOpen, Duration probePatience, Duration shortestDrain, Duration reportInterval) {
  static final RunLimits DEFAULT =
      new RunLimits(2_000, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(5));
}
