package dev.rampwright.operator.inferenceservice;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Differing delays for equal ones, so that services which came to rest together are not all looked
 * at in the same moment for ever.
 */
final class Spread {
  /** By how much of itself a delay may be shorter. */
  private static final double SHARE = 0.2;

  private final RandomGenerator random;

  Spread(RandomGenerator random) {
    this.random = random;
  }

  /** Between four fifths of the delay and the whole of it: a deadline is never missed. */
  Duration of(Duration delay) {
    double share = 1 - SHARE * random.nextDouble();
    return Duration.ofMillis(Math.round(delay.toMillis() * share));
  }
}
