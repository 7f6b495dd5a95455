package dev.rampwright.operator.inferenceservice;

import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Exposures;
import dev.rampwright.operator.ramp.BeforeTraffic;
import dev.rampwright.operator.ramp.RollingBack;
import dev.rampwright.operator.ramp.Settled;
import dev.rampwright.operator.ramp.Starting;
import dev.rampwright.operator.ramp.Trying;
import java.time.Duration;
import java.time.Instant;

/** When to look again if nothing wakes the reconciler before; always soon enough. */
final class Schedule {
  /** After a lost race for the status. */
  static final Duration SOON = Duration.ofMillis(200);

  /** While something moves that does not announce itself: sidecars, deadlines, back-offs. */
  static final Duration MOVING = Duration.ofSeconds(1);

  /** While pods load, and everything else is done: they announce themselves, deadlines do not. */
  static final Duration LOADING = Duration.ofSeconds(5);

  /** At rest: the sidecars' counters are asked for. */
  static final Duration IDLE = Duration.ofSeconds(30);

  private Schedule() {}

  /**
   * The delay until the next pass.
   *
   * @param settled whether the pass found all objects and sidecars right
   * @param spread keeps services apart; deadlines are met as they are
   */
  static Duration next(Gathered seen, Decision decision, boolean settled, Spread spread) {
    Duration delay = spread.of(delay(seen, decision, settled));
    return decision
        .ramp()
        .recheckAt()
        .map(at -> shorter(delay, between(seen.now(), at)))
        .orElse(delay);
  }

  private static Duration delay(Gathered seen, Decision decision, boolean settled) {
    if (!settled || !decision.ramp().events().isEmpty()) {
      return MOVING;
    }
    return switch (decision.ramp().next()) {
      case Settled _ when decision.problem().isPresent() -> MOVING;
      case Settled _ -> Exposures.arePending(seen, decision) ? LOADING : IDLE;
      case Starting _, BeforeTraffic _ -> LOADING;
      case Trying _, RollingBack _ -> MOVING;
    };
  }

  private static Duration between(Instant now, Instant at) {
    Duration until = Duration.between(now, at);
    return until.compareTo(SOON) < 0 ? SOON : until;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
