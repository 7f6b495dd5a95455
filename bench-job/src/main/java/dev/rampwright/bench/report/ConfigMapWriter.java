package dev.rampwright.bench.report;

import dev.rampwright.contracts.BenchReport;
import java.io.IOException;

/** Writes the report into the run's ConfigMap, once. */
public interface ConfigMapWriter {
  /**
   * Replaces the report.
   *
   * @throws IOException if the API server cannot be reached or refuses; the message says what it
   *     said
   */
  void write(BenchReport report) throws IOException;
}
