package dev.rampwright.operator.ramp;

/** What becomes of {@link Paused}: what would end the step ends it, the rest waits. */
record PausedRule(RampPlan plan, Paused state, Observation seen) {
  Next next() {
    Ramping going = state.resume(seen.now());
    RampingRule rule = RampingRule.of(plan, going, seen);
    return rule.hard()
        .map(next -> kept(going, next))
        .orElseGet(this::waiting)
        .with(rule.verdicts().all());
  }

  /** Bookkeeping of the step, and a second look, go on behind the pause. */
  private Next kept(Ramping going, Next next) {
    return switch (next.state()) {
      case Ramping it when it.equals(going) -> Next.stay(state);
      case Ramping it -> next.in(it.pause(state.by(), seen.now()));
      case Interrupted it -> next.in(it.keptBy(state.by()));
      case Starting _,
          Settled _,
          BeforeTraffic _,
          Paused _,
          Promoting _,
          Draining _,
          RollingBack _ ->
          next;
    };
  }

  private Next waiting() {
    return switch (state.by()) {
      case SPEC -> seen.paused() ? Next.stay(state) : resumed();
      case COMMAND -> Next.stay(seen.paused() ? state.keptBy(Pause.SPEC) : state);
      case HOLD_EXCEEDED -> Next.stay(state);
    };
  }

  private Next resumed() {
    return Next.to(
        state.resume(seen.now()),
        RampReason.RESUMED,
        "the spec pauses no more; revision %s goes on at %d%%"
            .formatted(state.attempt().candidate(), state.weightPercent(plan)));
  }
}
