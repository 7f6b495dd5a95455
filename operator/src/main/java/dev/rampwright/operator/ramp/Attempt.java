package dev.rampwright.operator.ramp;

import java.time.Instant;

/**
 * One try to replace a stable revision by a candidate.
 *
 * @param id tells this try from an earlier one of the same candidate
 * @param stable hash of the revision that serves, and to which a rollback returns
 * @param candidate hash of the revision that is tried
 * @param replicas most pods that were asked for since it began; until its end there are no fewer
 */
public record Attempt(String id, String stable, String candidate, int replicas) {
  public Attempt {
    if (stable.equals(candidate)) {
      throw new IllegalArgumentException("a revision cannot replace itself: " + stable);
    }
  }

  static Attempt of(String stable, String candidate, Instant now) {
    return new Attempt(candidate + "-" + now.getEpochSecond(), stable, candidate, 0);
  }

  Attempt grown(int asked) {
    return asked > replicas ? new Attempt(id, stable, candidate, asked) : this;
  }
}
