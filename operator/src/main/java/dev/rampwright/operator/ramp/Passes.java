package dev.rampwright.operator.ramp;

import java.time.Duration;
import java.time.Instant;

/**
 * How often in a row all gates have passed at a step.
 *
 * @param count at least 1
 * @param requests of the candidate that had finished in the epoch at the last of them
 * @param at when the last of them was counted
 */
public record Passes(int count, long requests, Instant at) {
  private static final Duration APART = Duration.ofSeconds(5);

  static Passes first(long requests, Instant now) {
    return new Passes(1, requests, now);
  }

  /** With another Pass, if it rests on newer requests and comes no sooner than allowed. */
  Passes and(long finished, Instant now) {
    boolean another = finished > requests && !now.isBefore(at.plus(APART));
    return another ? new Passes(count + 1, finished, now) : this;
  }
}
