package dev.rampwright.operator.ramp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of {@link Starting}. */
final class StartingRule {
  private StartingRule() {}

  static Next next(RampPlan plan, Starting state, Observation seen) {
    if (seen.replicas() == 0) {
      return Next.to(
          state.settle(seen.desired()),
          RampReason.REVISION_ADOPTED,
          "revision %s is taken while the service has no pods".formatted(seen.desired()));
    }
    if (!seen.desired().equals(state.revision())) {
      return Next.to(
          state.insteadWith(seen.desired(), seen.now()),
          RampReason.SUPERSEDED,
          "the spec asks for revision %s instead of %s, which was never ready"
              .formatted(seen.desired(), state.revision()));
    }
    if (seen.candidate().ready() > 0) {
      return Next.to(
          state.settle(state.revision()),
          RampReason.REVISION_READY,
          "revision %s is ready and serves".formatted(state.revision()));
    }
    return waiting(state, stall(plan, state, seen));
  }

  private static Next waiting(Starting state, @Nullable Cause stall) {
    Starting next = state.stalledBy(stall);
    if (stall == null) {
      return Next.stay(next);
    }
    @Nullable Cause before = state.stall();
    return before != null && before.reason() == stall.reason()
        ? Next.stay(next)
        : Next.to(next, stall.reason(), stall.message());
  }

  private static @Nullable Cause stall(RampPlan plan, Starting state, Observation seen) {
    Instant deadline = state.since().plus(plan.startupDeadline());
    return Abandonment.failed(seen)
        .orElseGet(
            () ->
                seen.now().isBefore(deadline)
                    ? null
                    : new Cause(
                        RampReason.STARTUP_DEADLINE_EXCEEDED,
                        "no pod of revision %s was ready within %s"
                            .formatted(state.revision(), Spans.text(plan.startupDeadline()))));
  }
}
