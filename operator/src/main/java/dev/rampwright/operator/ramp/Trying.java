package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;

/** A state in which a candidate may still be promoted, and stable still has all its pods. */
public sealed interface Trying extends RampState
    permits BeforeTraffic, Ramping, Paused, Interrupted, Promoting, Draining {
  /** Which revision replaces which. */
  Attempt attempt();

  @Override
  default Optional<String> stableRevision() {
    return Optional.of(attempt().stable());
  }

  @Override
  default Optional<String> candidateRevision() {
    return Optional.of(attempt().candidate());
  }

  @Override
  default String entryRevision() {
    return attempt().stable();
  }

  /** Takes the candidate's traffic away. */
  default RollingBack rollBack(RampPlan plan, Cause cause, Instant now) {
    return new RollingBack(attempt(), RampState.epochAt(this, plan, 0), now, cause);
  }
}
