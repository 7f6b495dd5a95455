package dev.rampwright.bench;

import dev.rampwright.bench.measure.Snapshot;
import dev.rampwright.bench.verdict.Judgement;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.Phase;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Composes the reports of one run. */
final class Reports {
  private final InstantSource clock;
  private final String startTime;

  Reports(InstantSource clock) {
    this.clock = clock;
    this.startTime = now();
  }

  BenchReport running(Progress progress) {
    return new BenchReport(
        BenchReport.FORMAT_VERSION,
        Phase.RUNNING,
        progress.percent(),
        progress.message(),
        startTime,
        null,
        progress.snapshot().requests(),
        progress.snapshot().results(),
        List.of(),
        null);
  }

  BenchReport ended(Judgement judgement, Snapshot measured) {
    return new BenchReport(
        BenchReport.FORMAT_VERSION,
        judgement.phase(),
        100,
        judgement.message(),
        startTime,
        now(),
        measured.requests(),
        measured.results(),
        judgement.criteria(),
        judgement.verdict());
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
