package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.RampDecision.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The ramp's decision function. */
public final class Ramp {
  /** Acknowledgements, samples and requests in flight are asked for, they do not announce. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private static final Duration POLL_PODS = Duration.ofSeconds(5);

  private Ramp() {}

  /**
   * Decides one pass; the same arguments always give the same decision.
   *
   * @param plan the recorded one if {@link RampState#keepsPlan}, else the spec's; record it with
   *     {@link RampDecision#next} whenever that keeps it
   * @param state as recorded; {@link Starting#of} if nothing is
   * @param seen what was observed for that state
   * @throws IllegalStateException if plan and state do not belong together
   */
  public static RampDecision decide(RampPlan plan, RampState state, Observation seen) {
    Next next = CommandRule.after(next(plan, state, seen), plan, seen);
    RampState to =
        next.state() instanceof Trying it
            ? it.with(it.attempt().grown(seen.replicas()))
            : next.state();
    int weight = to.weightPercent(plan);
    Optional<String> candidate = weight > 0 ? to.candidateRevision() : Optional.empty();
    return new RampDecision(
        to,
        new Traffic(to.epoch(), candidate, weight),
        to.entryRevision(),
        Sizing.of(plan, state, to, seen).scales(plan, to),
        next.events(),
        next.verdicts(),
        recheckAt(plan, state, to, seen.now()),
        next.outcome(),
        to instanceof Proving proving ? Optional.of(proving.attempt()) : Optional.empty());
  }

  private static Next next(RampPlan plan, RampState state, Observation seen) {
    return switch (state) {
      case Starting it -> StartingRule.next(plan, it, seen);
      case Idle it -> SettledRule.next(plan, it, seen);
      case Preparing it -> PreparingRule.next(plan, it, seen);
      case Proving it -> new ProvingRule(plan, it, seen).next();
      case Ramping it -> RampingRule.next(plan, it, seen);
      case Paused it -> new PausedRule(plan, it, seen).next();
      case Interrupted it -> Interruption.next(plan, it, seen);
      case Promoting it -> PromotionRule.next(plan, it, seen);
      case Draining it -> PromotionRule.next(plan, it, seen);
      case RollingBack it -> RollingBackRule.next(plan, it, seen);
      case RolledBack it -> SettledRule.next(plan, it, seen);
    };
  }

  private static Optional<Instant> recheckAt(
      RampPlan plan, RampState from, RampState to, Instant now) {
    if (!to.equals(from)) {
      return Optional.of(now.plus(POLL));
    }
    return switch (to) {
      case Idle _, RolledBack _ -> Optional.empty();
      case Starting it ->
          Optional.of(it.since().plus(plan.startupDeadline())).filter(now::isBefore);
      case BeforeTraffic _ -> Optional.of(now.plus(POLL_PODS));
      case Ramping _, Paused _, Interrupted _, Promoting _, Draining _, RollingBack _ ->
          Optional.of(now.plus(POLL));
    };
  }
}
