package dev.rampwright.sidecar.log;

import java.util.function.Supplier;

/** Takes lines of the log. */
@FunctionalInterface
interface LineSink {
  /** Takes a line, which is rendered where it is written. */
  void accept(Supplier<String> line);

  /** Lines that were not written because too many waited. */
  default long dropped() {
    return 0;
  }
}
