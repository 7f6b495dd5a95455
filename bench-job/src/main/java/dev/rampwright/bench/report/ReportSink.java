package dev.rampwright.bench.report;

import dev.rampwright.contracts.BenchReport;

/** Takes reports. */
public interface ReportSink {
  /** Takes a report of a run under way; losing one does no harm. */
  void progress(BenchReport report);

  /**
   * Takes the last report.
   *
   * @return whether it arrived
   */
  boolean deliver(BenchReport report);
}
