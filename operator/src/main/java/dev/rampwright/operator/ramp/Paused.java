package dev.rampwright.operator.ramp;

import java.time.Duration;
import java.time.Instant;

/**
 * A step stands still: its weight and its epoch stay, its samples go on, its times do not.
 *
 * @param step as it was when it was paused
 * @param by what keeps it
 * @param since when it was paused
 */
public record Paused(Ramping step, Pause by, Instant since) implements Trying {
  @Override
  public Attempt attempt() {
    return step.attempt();
  }

  @Override
  public Paused with(Attempt changed) {
    return new Paused(step.with(changed), by, since);
  }

  @Override
  public long epoch() {
    return step.epoch();
  }

  @Override
  public int weightPercent(RampPlan plan) {
    return step.weightPercent(plan);
  }

  /** The step as if the pause had taken no time; after an exceeded maxHold it begins anew. */
  Ramping resume(Instant now) {
    if (by == Pause.HOLD_EXCEEDED) {
      return step.begun(now);
    }
    Duration paused = Duration.between(since, now);
    return paused.isNegative() ? step : step.later(paused);
  }

  /** What keeps it changes, what it holds does not. */
  Paused keptBy(Pause other) {
    return new Paused(step, other, since);
  }
}
