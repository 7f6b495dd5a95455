package dev.rampwright.bench.steady;

import dev.rampwright.bench.load.Departure;
import dev.rampwright.bench.load.Head;
import dev.rampwright.bench.load.LoadObserver;
import dev.rampwright.bench.load.OpenLoop;
import dev.rampwright.bench.load.Outcome;
import dev.rampwright.bench.measure.Lateness;
import dev.rampwright.bench.steady.SteadyReport.RevisionCount;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what the steady client sees. Belongs to the run's loop. */
final class SteadyTally implements LoadObserver {
  private static final int KEPT_FAILURES = 10;

  private final InstantSource clock;
  private final Map<String, Long> failed = new TreeMap<>();
  private final Map<String, RevisionCount> revisions = new TreeMap<>();
  private final List<SteadyFailure> firstFailures = new ArrayList<>();
  private long sent;
  private long ok;
  private long unfinished;
  private long late;
  private long replayed;
  private long maxNanos;

  SteadyTally(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void sent(Departure departure, long sentNanos) {
    sent++;
    late += sentNanos - departure.intendedNanos() > Lateness.LATE.toNanos() ? 1 : 0;
  }

  @Override
  public void concluded(Departure departure, Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered answered -> {
        ok++;
        replayed += answered.head().replayed() ? 1 : 0;
        maxNanos = Math.max(maxNanos, answered.timing().last() - answered.timing().intended());
        count(answered.head(), new RevisionCount(1, 0));
      }
      case Outcome.Failed failure -> {
        if (failure.kind().equals(OpenLoop.INTERRUPTED)) {
          unfinished++;
        } else {
          failed(departure, failure);
        }
      }
    }
  }

  private void failed(Departure departure, Outcome.Failed failure) {
    failed.merge(failure.kind(), 1L, Long::sum);
    count(failure.head(), new RevisionCount(0, 1));
    if (firstFailures.size() < KEPT_FAILURES) {
      firstFailures.add(
          new SteadyFailure(
              clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
              departure.request().index(),
              failure.kind(),
              failure.detail(),
              failure.head() == null ? null : failure.head().revision()));
    }
  }

  private void count(@Nullable Head head, RevisionCount one) {
    String revision = head == null ? null : head.revision();
    revisions.merge(revision == null ? "unknown" : revision, one, RevisionCount::plus);
  }

  SteadyReport report() {
    return new SteadyReport(
        sent,
        ok,
        Map.copyOf(failed),
        unfinished,
        late,
        replayed,
        Map.copyOf(revisions),
        maxNanos / 1e9,
        List.copyOf(firstFailures));
  }
}
