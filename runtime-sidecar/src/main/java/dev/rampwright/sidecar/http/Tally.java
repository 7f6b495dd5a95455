package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.SidecarStats.ErrorClass;
import dev.rampwright.sidecar.split.OutcomeCounters;
import org.jspecify.annotations.Nullable;

/**
 * Where one request counts for the gate. It counts once: as started when it is known to be no
 * replay, as failed by the first thing that went wrong.
 */
final class Tally {
  private final OutcomeCounters counters;
  private boolean started;
  private @Nullable ErrorClass firstError;

  Tally(OutcomeCounters counters) {
    this.counters = counters;
  }

  /** The engine, not a cache, is at work. */
  void start() {
    if (!started) {
      started = true;
      counters.started();
    }
  }

  /** An attempt failed; whatever makes it good, it stays the assigned revision's error. */
  void attemptFailed(ErrorClass error) {
    if (firstError == null) {
      firstError = error;
    }
  }

  void settle(Outcome outcome) {
    if (firstError != null) {
      finish(firstError);
      return;
    }
    switch (outcome) {
      case Outcome.Answered answered -> finish(null);
      case Outcome.Failed failed -> finish(failed.error());
      case Outcome.ClientLeft left -> start();
      case Outcome.Replayed replayed -> {}
      case Outcome.Refused refused -> {}
    }
  }

  private void finish(@Nullable ErrorClass error) {
    start();
    counters.finished(error);
  }
}
