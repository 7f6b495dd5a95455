package dev.rampwright.operator.ramp;

import java.util.Optional;

/**
 * What a command does. It is looked at in a pass in which nothing else happens, in the state that
 * the pass leads to: so it never meets a state that its writer could not have seen, and what
 * protects users comes first. Until then it waits.
 */
record CommandRule(RampPlan plan, Command command, Observation seen) {
  private static final String NEW = "/<new token>";

  static Next after(Next next, RampPlan plan, Observation seen) {
    return seen.command()
        .filter(_ -> next.events().isEmpty())
        .map(command -> new CommandRule(plan, command, seen).in(next.state()).with(next.verdicts()))
        .orElse(next);
  }

  private Next in(RampState state) {
    return switch (state) {
      case Starting it ->
          ignored(it, "the service's first revision serves once it is ready; nothing can steer it");
      case Idle it ->
          ignored(
              it,
              "revision %s serves and no other is tried; a command is for a running ramp"
                  .formatted(it.stable()));
      case RollingBack it -> rollingBack(it);
      case RolledBack it -> rolledBack(it);
      case Trying it -> trying(it);
    };
  }

  /** A retry waits: it is meant for what is about to be. */
  private Next rollingBack(RollingBack state) {
    boolean waits =
        command.verb() == Verb.RETRY && command.hash().equals(state.attempt().candidate());
    return waits
        ? Next.stay(state)
        : ignored(
            state,
            "revision %s is being rolled back; when that is over, retry/%s%s tries it again"
                .formatted(state.attempt().candidate(), state.attempt().candidate(), NEW));
  }

  private Next rolledBack(RolledBack state) {
    String failed = state.attempt().candidate();
    if (command.verb() != Verb.RETRY || !command.hash().equals(failed)) {
      return ignored(
          state,
          "revision %s was rolled back and stays out; only retry/%s%s is possible"
              .formatted(failed, failed, NEW));
    }
    if (seen.replicas() == 0) {
      return ignored(
          state, "spec.replicas is 0; raise it, then write retry/%s%s".formatted(failed, NEW));
    }
    Optional<Obstacle> obstacle = Obstacle.of(plan, seen);
    if (obstacle.isPresent()) {
      return ignored(
          state, "%s; then write retry/%s%s".formatted(obstacle.get().message(), failed, NEW));
    }
    return done(
        Next.to(
            state.prepare(failed, seen.now()),
            RampReason.PREPARING,
            "revision %s is prepared again to replace %s, by command"
                .formatted(failed, state.stable())));
  }

  private Next trying(Trying state) {
    String candidate = state.attempt().candidate();
    if (!command.hash().equals(candidate)) {
      return ignored(
          state,
          "it is for revision %s, but %s is tried; write %s/%s%s if that one is meant"
              .formatted(command.hash(), candidate, command.verb().word(), candidate, NEW));
    }
    return switch (command.verb()) {
      case RETRY ->
          ignored(state, "revision %s is being tried; it needs no retry".formatted(candidate));
      case ABORT -> aborted(state);
      case PAUSE, RESUME, PROMOTE, PROMOTE_FULL -> steered(state);
    };
  }

  private Next aborted(Trying state) {
    Cause cause = new Cause(RampReason.ABORTED, "aborted by command " + command.text());
    return done(Next.rollBack(state, plan, cause, seen));
  }

  private Next steered(Trying state) {
    return switch (state) {
      case BeforeTraffic it -> new BeginningCommands(plan, command, seen, it).next();
      case Ramping it -> new StepCommands(plan, command, seen, it, it).next();
      case Paused it -> new StepCommands(plan, command, seen, it, it.resume(seen.now())).next();
      case Interrupted it -> interrupted(it);
      case Promoting _, Draining _ ->
          ignored(
              state,
              "every step has passed and revision %s takes over; only abort is possible"
                  .formatted(state.attempt().candidate()));
    };
  }

  private Next interrupted(Interrupted state) {
    boolean paused = state.pause(seen).isPresent();
    return switch (command.verb()) {
      case PAUSE ->
          paused
              ? ignored(state, "it is paused already")
              : done(Next.to(state.keptBy(Pause.COMMAND), RampReason.PAUSED, "paused by command"));
      case RESUME ->
          !paused || seen.paused()
              ? ignored(state, StepCommands.whyNoResume(seen))
              : done(Next.to(state.keptBy(null), RampReason.RESUMED, "resumed by command"));
      case PROMOTE, PROMOTE_FULL, ABORT, RETRY ->
          ignored(
              state,
              "revision %s has no ready pod; wait for one, or abort"
                  .formatted(state.attempt().candidate()));
    };
  }

  static Next done(Next next) {
    return next.because(new CommandOutcome.Done(next.events().getLast().message()));
  }

  static Next ignored(RampState state, String why) {
    return Next.stay(state).because(new CommandOutcome.Ignored(why));
  }
}
