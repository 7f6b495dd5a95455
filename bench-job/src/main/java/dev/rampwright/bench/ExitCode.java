package dev.rampwright.bench;

import dev.rampwright.contracts.BenchReport;

/** How the process ends. */
enum ExitCode {
  /** Measured as asked, whatever the verdict. */
  COMPLETE(0),
  /** The spec or the environment cannot be run. */
  BAD_SPEC(2),
  /** Nothing trustworthy was measured. */
  INVALID(3),
  /** Measured, but the report did not arrive. */
  UNDELIVERED(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static ExitCode of(BenchReport report) {
    return switch (report.phase()) {
      case COMPLETE -> COMPLETE;
      case INVALID -> INVALID;
      case RUNNING -> throw new IllegalArgumentException("the run is not over");
    };
  }
}
