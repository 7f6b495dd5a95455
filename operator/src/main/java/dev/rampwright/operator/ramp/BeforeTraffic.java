package dev.rampwright.operator.ramp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A state in which the candidate has had no traffic yet. */
public sealed interface BeforeTraffic extends Trying permits Preparing, Proving {
  /** When the state was entered. */
  Instant since();

  /** Since when the candidate is ready but no stable pod is there to split. */
  @Nullable Instant stableLostAt();

  /** What a command said of the beginning. */
  Clearance clearance();

  @Override
  default int weightPercent(RampPlan plan) {
    return 0;
  }

  /** Notes when the last stable pod was lost, or that one is back. */
  BeforeTraffic stableLost(@Nullable Instant at);

  /** Notes what a command said. */
  BeforeTraffic cleared(Clearance said);

  /** The pods that the candidate must have before it goes on, as far as there is room for them. */
  default int needed(RampPlan plan, Observation seen) {
    int all = seen.fleet(plan, this).candidateFor(plan.step(0).weightPercent());
    int room = Sizing.of(plan, this, this, seen).ofCandidate(plan, this);
    return plan.capacity() instanceof Capacity.Recreate ? all : Math.clamp(room, 1, all);
  }

  /** Begins the first step. */
  default Ramping ramp(RampPlan plan, int weightPercent, Instant now) {
    return Ramping.begin(attempt(), epoch() + 1, 0, now, 0).reaching(plan, weightPercent, null);
  }

  /** Takes everything at once. */
  default Promoting promote(Instant now) {
    return new Promoting(attempt(), epoch() + 1, now);
  }
}
