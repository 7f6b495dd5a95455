package dev.rampwright.operator.ramp;

import java.time.Instant;

/**
 * No new request reaches the old pods; theirs end.
 *
 * @param attempt which revision replaces which
 * @param epoch of the split
 * @param since when the entry Service's endpoints were the candidate's alone
 */
public record Draining(Attempt attempt, long epoch, Instant since) implements Trying {
  @Override
  public Draining with(Attempt changed) {
    return new Draining(changed, epoch, since);
  }

  @Override
  public String entryRevision() {
    return attempt.candidate();
  }

  @Override
  public int weightPercent(RampPlan plan) {
    return 100;
  }

  Interrupted interrupt(RampPlan plan, Instant now) {
    return new Interrupted(attempt, epoch + 1, plan.lastStep(), now, 0, now, null);
  }

  Idle complete() {
    return new Idle(attempt.candidate(), epoch + 1);
  }
}
