package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;

/** A state in which one revision serves and none is tried. */
public sealed interface Settled extends RampState permits Idle, RolledBack {
  /** Hash of the revision that serves. */
  String stable();

  @Override
  default Optional<String> stableRevision() {
    return Optional.of(stable());
  }

  @Override
  default Optional<String> candidateRevision() {
    return Optional.empty();
  }

  @Override
  default String entryRevision() {
    return stable();
  }

  @Override
  default int weightPercent(RampPlan plan) {
    return 0;
  }

  /** Begins an attempt. */
  default Preparing prepare(String candidate, Instant now) {
    return Preparing.of(Attempt.of(stable(), candidate, now), epoch(), now);
  }

  /** Takes another revision while nothing runs. */
  default Idle adopt(String revision) {
    return new Idle(revision, epoch());
  }
}
