package dev.rampwright.operator.ramp;

/**
 * What a command does to a step.
 *
 * @param state as it is, {@link Ramping} or {@link Paused}
 * @param step as it would go on
 */
record StepCommands(RampPlan plan, Command command, Observation seen, Trying state, Ramping step) {
  Next next() {
    return switch (command.verb()) {
      case PAUSE -> pause();
      case RESUME -> resume();
      case PROMOTE ->
          CommandRule.done(RampingRule.of(plan, step, seen).passed("promoted by command"));
      case PROMOTE_FULL -> promoteFull();
      case ABORT, RETRY -> throw new IllegalStateException("decided before: " + command.text());
    };
  }

  private Next pause() {
    return state instanceof Paused
        ? CommandRule.ignored(state, "it is paused already")
        : CommandRule.done(
            Next.to(
                step.pause(Pause.COMMAND, seen.now()),
                RampReason.PAUSED,
                "paused by command; revision %s keeps its %d%%"
                    .formatted(step.attempt().candidate(), step.weightPercent(plan))));
  }

  private Next resume() {
    if (seen.paused() || !(state instanceof Paused)) {
      return CommandRule.ignored(state, whyNoResume(seen));
    }
    return CommandRule.done(
        Next.to(
            step,
            RampReason.RESUMED,
            "resumed by command; revision %s goes on at %d%%"
                .formatted(step.attempt().candidate(), step.weightPercent(plan))));
  }

  private Next promoteFull() {
    return seen.candidateCarries()
        ? CommandRule.done(
            Next.to(
                step.promote(plan, seen.now()),
                RampReason.PROMOTING,
                "the entry Service moves to revision %s without further steps, by command"
                    .formatted(step.attempt().candidate())))
        : CommandRule.ignored(state, whyNotFull(step.attempt(), seen));
  }

  static String whyNoResume(Observation seen) {
    return seen.paused()
        ? "spec.rollout.paused is true; set it to false, or promote this stage alone"
        : "it is not paused";
  }

  static String whyNotFull(Attempt attempt, Observation seen) {
    return "%d of %d pods of revision %s are ready and cannot carry all traffic; wait for them, or promote"
        .formatted(seen.candidate().ready(), seen.replicas(), attempt.candidate());
  }
}
