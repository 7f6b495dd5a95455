package dev.rampwright.operator.ramp;

/** What a command does to a candidate that has no traffic yet. */
record BeginningCommands(RampPlan plan, Command command, Observation seen, BeforeTraffic state) {
  Next next() {
    return switch (command.verb()) {
      case PAUSE -> pause();
      case RESUME -> resume();
      case PROMOTE -> promote();
      case PROMOTE_FULL -> promoteFull();
      case ABORT, RETRY -> throw new IllegalStateException("decided before: " + command.text());
    };
  }

  private Next pause() {
    if (plan.capacity() instanceof Capacity.Recreate) {
      return CommandRule.ignored(
          state,
          "the old pods are gone already, and a pause would keep the service down; abort brings them back");
    }
    return state.clearance().holds(seen)
        ? CommandRule.ignored(state, "it is paused already")
        : said(
            Clearance.HELD,
            RampReason.PAUSED,
            "revision %s gets ready, and takes no traffic until resume or promote");
  }

  private Next resume() {
    if (seen.paused() || state.clearance() != Clearance.HELD) {
      return CommandRule.ignored(state, StepCommands.whyNoResume(seen));
    }
    return said(
        Clearance.USUAL, RampReason.RESUMED, "revision %s takes traffic once nothing else is open");
  }

  private Next promote() {
    boolean open = state.clearance().holds(seen) || plan.preTraffic().isPresent();
    if (!open || state.clearance() == Clearance.GIVEN) {
      return CommandRule.ignored(
          state,
          "revision %s only waits for its pods (%d of %d are ready), and that wait cannot be skipped"
              .formatted(
                  state.attempt().candidate(), seen.candidate().ready(), state.needed(plan, seen)));
    }
    return said(
        Clearance.GIVEN,
        RampReason.CLEARED,
        "revision %s takes traffic as soon as its pods are ready, by command");
  }

  private Next promoteFull() {
    String candidate = state.attempt().candidate();
    Fleet fleet = seen.fleet(plan, state);
    if (seen.candidateCarries(fleet)) {
      return CommandRule.done(
          Next.to(
              state.promote(seen.now()),
              RampReason.PROMOTING,
              "the entry Service moves to revision %s, by command".formatted(candidate)));
    }
    boolean splits = seen.stable().ready() > 0 && plan.capacity() instanceof Capacity.Overlap;
    if (seen.candidate().ready() == 0 || !splits) {
      return CommandRule.ignored(
          state,
          "%d of %d pods of revision %s are ready and cannot carry all traffic; wait for them, or promote"
              .formatted(seen.candidate().ready(), fleet.most(), candidate));
    }
    int weight = StepCommands.straightWeight(plan, fleet, seen);
    return CommandRule.done(
        Next.to(
            state.ramp(plan, 0, seen.now()).straight(plan, weight, seen.now()),
            RampReason.RAMP_STARTED,
            StepCommands.grows(candidate, weight)));
  }

  private Next said(Clearance clearance, RampReason reason, String message) {
    return CommandRule.done(
        Next.to(state.cleared(clearance), reason, message.formatted(state.attempt().candidate())));
  }
}
