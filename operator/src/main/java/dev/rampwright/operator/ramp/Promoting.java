package dev.rampwright.operator.ramp;

import java.time.Instant;

/**
 * Every step passed: the entry Service selects the candidate, and stable pods still send it all
 * that reaches them.
 *
 * @param attempt which revision replaces which
 * @param epoch of the split
 * @param since when the entry Service was told
 */
public record Promoting(Attempt attempt, long epoch, Instant since) implements Trying {
  @Override
  public Promoting with(Attempt changed) {
    return new Promoting(changed, epoch, since);
  }

  @Override
  public String entryRevision() {
    return attempt.candidate();
  }

  @Override
  public int weightPercent(RampPlan plan) {
    return 100;
  }

  Draining drain(Instant now) {
    return new Draining(attempt, epoch, now);
  }

  Interrupted interrupt(RampPlan plan, Instant now) {
    return new Interrupted(attempt, epoch + 1, plan.lastStep(), now, 0, now, null);
  }

  Idle complete() {
    return new Idle(attempt.candidate(), epoch + 1);
  }
}
