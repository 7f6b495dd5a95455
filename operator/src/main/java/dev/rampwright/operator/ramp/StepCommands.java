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
      case PROMOTE -> promote();
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

  private Next promote() {
    return new Following(plan, step, seen).complete()
        ? CommandRule.done(RampingRule.of(plan, step, seen).passed("promoted by command"))
        : CommandRule.ignored(
            state,
            "revision %s waits for its pods (%d are ready) to take %d%%, and that wait cannot be skipped"
                .formatted(
                    step.attempt().candidate(),
                    seen.candidate().ready(),
                    plan.step(step.step()).weightPercent()));
  }

  /** At once if the pods are there; else by way of the last step, which brings them. */
  private Next promoteFull() {
    String candidate = step.attempt().candidate();
    Fleet fleet = seen.fleet(plan, step);
    if (seen.candidateCarries(fleet)) {
      return CommandRule.done(
          Next.to(
              step.promote(plan, seen.now()),
              RampReason.PROMOTING,
              "the entry Service moves to revision %s without further steps, by command"
                  .formatted(candidate)));
    }
    if (step.straight()) {
      return CommandRule.ignored(state, "it waits for the pods that it needs for that already");
    }
    int weight = straightWeight(plan, fleet, seen);
    return CommandRule.done(
        Next.to(
            step.straight(plan, weight, seen.now()),
            RampReason.STEP_PASSED,
            grows(candidate, weight)));
  }

  static int straightWeight(RampPlan plan, Fleet fleet, Observation seen) {
    int last = plan.step(plan.lastStep()).weightPercent();
    return fleet.carried(last, seen.candidate().ready());
  }

  static String grows(String candidate, int weight) {
    return "revision %s gets %d%%, and everything once its pods carry that, by command"
        .formatted(candidate, weight);
  }

  static String whyNoResume(Observation seen) {
    return seen.paused()
        ? "spec.rollout.paused is true; set it to false, or promote this stage alone"
        : "it is not paused";
  }
}
