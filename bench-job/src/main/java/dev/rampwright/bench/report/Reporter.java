package dev.rampwright.bench.report;

import dev.rampwright.bench.log.BenchLog;
import dev.rampwright.bench.process.Ticker;
import dev.rampwright.contracts.BenchReport;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sends reports to all sinks: one at the start, one every interval, and the last after all others
 * have left, so that it is the last to arrive.
 */
public final class Reporter {
  private final List<ReportSink> sinks;
  private final Duration interval;
  private final BenchLog log;

  /**
   * A reporter.
   *
   * @param interval between reports of progress
   */
  public Reporter(List<ReportSink> sinks, Duration interval, BenchLog log) {
    this.sinks = List.copyOf(sinks);
    this.interval = interval;
    this.log = log;
  }

  /** Reports what {@code current} says, now and every interval, while the work runs. */
  public BenchReport follow(Supplier<BenchReport> current, Supplier<BenchReport> work) {
    return new Ticker(
            interval,
            () -> progress(current.get()),
            error -> log.error("cannot report the progress", error))
        .during(work);
  }

  private void progress(BenchReport report) {
    sinks.forEach(sink -> sink.progress(report));
  }

  /** Delivers the last report; says whether every sink took it. */
  public boolean finish(BenchReport last) {
    boolean taken = true;
    for (ReportSink sink : sinks) {
      taken &= sink.deliver(last);
    }
    return taken;
  }
}
