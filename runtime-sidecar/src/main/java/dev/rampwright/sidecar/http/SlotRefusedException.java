package dev.rampwright.sidecar.http;

/** A request may not reach an engine whose slots are pinned. */
final class SlotRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  SlotRefusedException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
