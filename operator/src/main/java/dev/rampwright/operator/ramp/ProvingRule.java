package dev.rampwright.operator.ramp;

import java.time.Duration;
import java.util.Optional;

/** What becomes of {@link Proving}: nothing but a Pass, or a person, lets traffic through. */
record ProvingRule(RampPlan plan, Proving state, Observation seen) {
  Next next() {
    Optional<Cause> end = Abandonment.before(state.attempt(), seen);
    if (end.isPresent()) {
      return Next.rollBack(state, plan, end.get(), seen);
    }
    if (!exchanged() && seen.stable().ready() == 0 && seen.candidate().ready() > 0) {
      return StableLoss.next(state, seen);
    }
    return state.clearance() == Clearance.GIVEN
        ? begin("is cleared by command")
        : seen.proof().map(this::judged).orElseGet(() -> unproven("the benchmark has not begun"));
  }

  private Next judged(Proof proof) {
    return switch (proof) {
      case Proof.Passed _ -> passed();
      case Proof.Running it -> unproven(it.progress());
      case Proof.Failed it -> rollBack(RampReason.BENCHMARK_FAILED, it.message());
      case Proof.Inconclusive it -> rollBack(RampReason.BENCHMARK_INCONCLUSIVE, it.message());
      case Proof.Invalid it -> rollBack(RampReason.BENCHMARK_INVALID, it.message());
    };
  }

  private Next passed() {
    return state.clearance().holds(seen) && !exchanged()
        ? Next.stay(state.stableLost(null))
        : begin("passed its benchmark");
  }

  private Next begin(String why) {
    String candidate = state.attempt().candidate();
    int needed = state.needed(plan, seen);
    boolean splits = exchanged() || seen.stable().ready() > 0;
    if (seen.candidate().ready() < needed || !splits) {
      return Next.to(
          state.reload(seen.now()),
          RampReason.PREPARING,
          "revision %s %s, but only %d of %d pods are ready"
              .formatted(candidate, why, seen.candidate().ready(), needed));
    }
    return exchanged()
        ? PreparingRule.exchanged(state, seen, why)
        : PreparingRule.ramp(plan, state, seen, why);
  }

  private boolean exchanged() {
    return plan.capacity() instanceof Capacity.Recreate;
  }

  private Next unproven(String progress) {
    Duration timeout =
        plan.preTraffic()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the ramp waits for a benchmark, but its plan has none; the recorded plan"
                            + " is not the one that the ramp began with"));
    return seen.now().isBefore(state.since().plus(timeout))
        ? Next.stay(state.stableLost(null))
        : rollBack(
            RampReason.PRE_TRAFFIC_TIMEOUT,
            "no result within %s: %s".formatted(Spans.text(timeout), progress));
  }

  private Next rollBack(RampReason reason, String message) {
    return Next.rollBack(state, plan, new Cause(reason, message), seen);
  }
}
