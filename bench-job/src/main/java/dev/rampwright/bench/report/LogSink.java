package dev.rampwright.bench.report;

import dev.rampwright.bench.log.BenchLog;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.Requests;
import dev.rampwright.contracts.ContractJson;

/** Shows reports in the log. */
public final class LogSink implements ReportSink {
  private final BenchLog log;

  /** A sink into a log. */
  public LogSink(BenchLog log) {
    this.log = log;
  }

  @Override
  public void progress(BenchReport report) {
    Requests requests = report.requests();
    log.info(
        "%d%%: %s; %d sent, %d answered, %d failed, %d late"
            .formatted(
                report.progressPercent(),
                report.message(),
                requests.sent(),
                requests.succeeded(),
                requests.failed(),
                requests.late()));
  }

  @Override
  public boolean deliver(BenchReport report) {
    String verdict = report.verdict() == null ? "" : ", verdict " + report.verdict();
    log.result(
        report.phase() + verdict + ": " + report.message(),
        "report",
        ContractJson.write(report),
        ReportTable.render(report));
    return true;
  }
}
