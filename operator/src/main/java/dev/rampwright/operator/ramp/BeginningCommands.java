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
              .formatted(state.attempt().candidate(), seen.candidate().ready(), seen.replicas()));
    }
    return said(
        Clearance.GIVEN,
        RampReason.CLEARED,
        "revision %s takes traffic as soon as its pods are ready, by command");
  }

  private Next promoteFull() {
    return seen.candidateCarries()
        ? CommandRule.done(
            Next.to(
                state.promote(seen.now()),
                RampReason.PROMOTING,
                "the entry Service moves to revision %s, by command"
                    .formatted(state.attempt().candidate())))
        : CommandRule.ignored(state, StepCommands.whyNotFull(state.attempt(), seen));
  }

  private Next said(Clearance clearance, RampReason reason, String message) {
    return CommandRule.done(
        Next.to(state.cleared(clearance), reason, message.formatted(state.attempt().candidate())));
  }
}
