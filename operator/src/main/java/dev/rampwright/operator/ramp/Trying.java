package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;

/** A state in which a candidate may still be promoted, and stable can still take it all back. */
public sealed interface Trying extends RampState
    permits BeforeTraffic, Ramping, Paused, Interrupted, Promoting, Draining {
  /** Which revision replaces which. */
  Attempt attempt();

  /** The same state of the attempt as it is now. */
  Trying with(Attempt attempt);

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

  /** Takes the candidate's traffic away, but for what stable's pods cannot carry yet. */
  default RollingBack rollBack(RampPlan plan, Cause cause, int weightPercent, Instant now) {
    long epoch = RampState.epochAt(this, plan, weightPercent);
    return new RollingBack(attempt(), epoch, now, cause, weightPercent);
  }
}
