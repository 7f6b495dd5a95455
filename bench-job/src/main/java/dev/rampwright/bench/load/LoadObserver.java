package dev.rampwright.bench.load;

/** Is told what a run does, always on the run's loop. */
public interface LoadObserver {
  /** A request leaves at {@code sentNanos}. */
  void sent(Departure departure, long sentNanos);

  /** A request ended, answered or not. */
  void concluded(Departure departure, Outcome outcome);
}
