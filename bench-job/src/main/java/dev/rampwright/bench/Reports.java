package dev.rampwright.bench;

import dev.rampwright.bench.measure.Snapshot;
import dev.rampwright.bench.verdict.Judgement;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.Phase;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

/** Composes the reports of one run. */
final class Reports {
  private final InstantSource clock;
  private final UnaryOperator<String> cleared;
  private final String startTime;

  /**
   * Made once for a run.
   *
   * @param cleared takes out of a message what is nobody's business
   */
  Reports(InstantSource clock, UnaryOperator<String> cleared) {
    this.clock = clock;
    this.cleared = cleared;
    this.startTime = now();
  }

  BenchReport running(Progress progress) {
    return new BenchReport(
        BenchReport.FORMAT_VERSION,
        Phase.RUNNING,
        progress.percent(),
        cleared.apply(progress.message()),
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
        cleared.apply(judgement.message()),
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
