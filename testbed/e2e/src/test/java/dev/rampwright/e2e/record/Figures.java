package dev.rampwright.e2e.record;

import java.util.List;
import java.util.Map;

/**
 * What a scenario showed.
 *
 * @param scenario its name
 * @param requests sent in all
 * @param failures by class
 * @param shares of the candidate at each step
 * @param moments of each state
 * @param kills what was killed, and what that allows
 * @param state in which it ended
 * @param reason of that
 * @param message the same for a person
 */
public record Figures(
    String scenario,
    long requests,
    Map<FailureClass, Long> failures,
    List<Share> shares,
    List<Moment> moments,
    List<Kill> kills,
    String state,
    String reason,
    String message) {
  public Figures {
    failures = Map.copyOf(failures);
    shares = List.copyOf(shares);
    moments = List.copyOf(moments);
    kills = List.copyOf(kills);
  }

  /** Failures of a class. */
  public long failures(FailureClass kind) {
    return failures.getOrDefault(kind, 0L);
  }

  /** Most failures that what was killed can explain. */
  public int most() {
    return kills.stream().mapToInt(Kill::most).sum();
  }
}
