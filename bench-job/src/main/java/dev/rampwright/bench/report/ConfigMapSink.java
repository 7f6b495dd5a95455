package dev.rampwright.bench.report;

import dev.rampwright.bench.log.BenchLog;
import dev.rampwright.contracts.BenchReport;
import java.io.IOException;

/** Keeps the run's ConfigMap up to date; the last report is tried until it is there. */
public final class ConfigMapSink implements ReportSink {
  private final ConfigMapWriter writer;
  private final Patience patience;
  private final BenchLog log;

  /** A sink into a ConfigMap. */
  public ConfigMapSink(ConfigMapWriter writer, Patience patience, BenchLog log) {
    this.writer = writer;
    this.patience = patience;
    this.log = log;
  }

  @Override
  public void progress(BenchReport report) {
    write(report);
  }

  @Override
  public boolean deliver(BenchReport report) {
    boolean delivered = patience.until(() -> write(report));
    if (!delivered) {
      log.error("the final report could not be delivered; it stands in this log only", null);
    }
    return delivered;
  }

  private boolean write(BenchReport report) {
    try {
      writer.write(report);
      return true;
    } catch (IOException e) {
      log.warn("cannot write the report, trying again: " + e);
      return false;
    }
  }
}
