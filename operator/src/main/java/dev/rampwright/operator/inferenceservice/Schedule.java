package dev.rampwright.operator.inferenceservice;

import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.ramp.Settled;
import java.time.Duration;
import java.time.Instant;

/** When to look again if nothing wakes the reconciler before; always soon enough. */
final class Schedule {
  /** After a lost race for the status. */
  static final Duration SOON = Duration.ofMillis(200);

  /** While something moves that does not announce itself: sidecars, deadlines, back-offs. */
  static final Duration MOVING = Duration.ofSeconds(1);

  /** At rest: the sidecars' counters are asked for. */
  static final Duration IDLE = Duration.ofSeconds(30);

  private Schedule() {}

  /**
   * The delay until the next pass.
   *
   * @param settled whether the pass found all objects and sidecars right
   */
  static Duration next(Gathered seen, Decision decision, boolean settled) {
    boolean resting =
        settled
            && decision.ramp().events().isEmpty()
            && decision.ramp().next() instanceof Settled
            && decision.problem().isEmpty();
    Duration delay = resting ? IDLE : MOVING;
    return decision
        .ramp()
        .recheckAt()
        .map(at -> shorter(delay, between(seen.now(), at)))
        .orElse(delay);
  }

  private static Duration between(Instant now, Instant at) {
    Duration until = Duration.between(now, at);
    return until.compareTo(SOON) < 0 ? SOON : until;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
