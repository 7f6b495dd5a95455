package dev.rampwright.sidecar.http;

/** The engine is not asked, or not any more: what the client is told instead. */
final class NoAnswerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Outcome outcome;

  /** Without a stack: under load there are many of them, and they say nothing of a fault. */
  private NoAnswerException(Problem problem, Outcome outcome) {
    super(problem.message(), null, false, false);
    this.problem = problem;
    this.outcome = outcome;
  }

  /** All slots of the engine are in use, and no further request may wait. */
  static NoAnswerException shed(int retryAfterSeconds) {
    return new NoAnswerException(Problem.busy(retryAfterSeconds), new Outcome.Shed());
  }

  /** Such a request may not reach the engine. */
  static NoAnswerException refused(Problem problem) {
    return new NoAnswerException(problem, new Outcome.Refused(problem.status()));
  }

  Problem problem() {
    return problem;
  }

  Outcome outcome() {
    return outcome;
  }
}
