package dev.rampwright.bench;

import java.time.Duration;

/**
 * The bounds of a run that its spec does not set.
 *
 * @param maxOpen requests open at once
 * @param probePatience how long a target may take to come up
 * @param shortestDrain how long open requests are awaited after the load, at least
 * @param tooLate sends later than this count against the client
 * @param reportInterval between reports of progress
 */
record RunLimits(
    int maxOpen,
    Duration probePatience,
    Duration shortestDrain,
    Duration tooLate,
    Duration reportInterval) {
  static final RunLimits DEFAULT =
      new RunLimits(
          2_000,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofMillis(20),
          Duration.ofSeconds(5));
}
