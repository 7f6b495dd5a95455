package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.sidecar.cache.policy.Lookup;
import dev.rampwright.sidecar.sample.Latencies;
import dev.rampwright.sidecar.split.OutcomeCounters;
import org.jspecify.annotations.Nullable;

/**
 * Where one request counts for the gate. It counts once: as failed by the first thing that went
 * wrong, else as answered, with its latencies. What this pod does to make a failed attempt good
 * says nothing of the assigned revision.
 */
final class Tally {
  private final OutcomeCounters counters;
  private @Nullable ErrorClass firstError;
  private boolean leftToOthers;

  Tally(OutcomeCounters counters) {
    this.counters = counters;
  }

  /** An attempt failed; whatever makes it good, it stays the assigned revision's error. */
  void attemptFailed(ErrorClass error) {
    if (firstError == null) {
      firstError = error;
    }
  }

  /** From here on another revision answers. Had no attempt failed, there was no room for it. */
  void leftToOthers() {
    leftToOthers = true;
  }

  /** What the answer says of its cache. */
  void lookedUp(Lookup lookup) {
    if (firstError == null && !leftToOthers) {
      switch (lookup) {
        case HIT -> counters.samples().cacheHit();
        case MISS -> counters.samples().cacheMiss();
        case NONE -> {}
      }
    }
  }

  void settle(Outcome outcome, Latencies latencies) {
    if (firstError != null) {
      counters.finished(firstError);
      return;
    }
    if (leftToOthers) {
      return;
    }
    switch (outcome) {
      case Outcome.Answered answered -> {
        counters.finished(null);
        if (answered.isSuccess()) {
          counters.samples().answered(latencies);
        }
      }
      case Outcome.Failed failed -> counters.finished(failed.error());
      case Outcome.ClientLeft left -> {}
      case Outcome.Replayed replayed -> {}
      case Outcome.Refused refused -> {}
      case Outcome.Shed turnedAway -> {}
    }
  }
}
