package dev.rampwright.bench;

import dev.rampwright.bench.measure.Snapshot;

/**
 * How far a run is.
 *
 * @param percent 0 to 99
 * @param message what it does now
 * @param snapshot what it has measured
 */
record Progress(int percent, String message, Snapshot snapshot) {
  static final Progress PROBING = new Progress(0, "waiting for the target", Snapshot.NONE);

  /** Progress of a load. */
  static Progress loading(long elapsedNanos, long totalNanos, Snapshot snapshot) {
    if (elapsedNanos >= totalNanos) {
      return new Progress(99, "awaiting the last answers", snapshot);
    }
    int percent = Math.clamp(elapsedNanos * 100 / totalNanos, 0, 99);
    return new Progress(
        percent, snapshot.requests().sent() == 0 ? "warming up" : "measuring", snapshot);
  }
}
