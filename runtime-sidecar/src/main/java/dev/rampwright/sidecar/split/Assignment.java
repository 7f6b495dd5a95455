package dev.rampwright.sidecar.split;

import java.util.List;

/** Whose a request is. It keeps the counters of the epoch in which it was assigned. */
public sealed interface Assignment {
  OutcomeCounters counters();

  /** This pod's own revision. */
  record ToLocal(OutcomeCounters counters) implements Assignment {}

  /**
   * The candidate.
   *
   * @param epoch in which it was assigned
   * @param attempts endpoints to try before serving locally, at most two; empty if none is ready
   */
  record ToCandidate(long epoch, List<Endpoint> attempts, OutcomeCounters counters)
      implements Assignment {
    public ToCandidate {
      attempts = List.copyOf(attempts);
    }
  }
}
