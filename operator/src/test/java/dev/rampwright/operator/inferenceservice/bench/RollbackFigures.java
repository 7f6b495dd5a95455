package dev.rampwright.operator.inferenceservice.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** What rollbacks add up to; the first one of each service is told apart. */
final class RollbackFigures {
  static final int HIGH = 99;
  static final int MOST = 100;
  private static final int MEDIAN = 50;
  private static final int GOAL_SECONDS = 5;
  private static final double NANOS = 1e9;
  private static final int SAY_EVERY = 50;

  private final Histogram nanos = new SynchronizedHistogram(3);
  private final Histogram first = new SynchronizedHistogram(3);
  private final Histogram evidence = new SynchronizedHistogram(3);
  private final Histogram after = new SynchronizedHistogram(3);
  private final AtomicInteger early = new AtomicInteger();

  void addFirst(Optional<Rollback> rollback) {
    rollback.ifPresent(it -> first.recordValue(it.nanos()));
  }

  /** Empty where it was rolled back of evidence that no user saw. */
  void add(Optional<Rollback> rollback) {
    rollback.ifPresentOrElse(this::note, early::incrementAndGet);
  }

  private void note(Rollback rollback) {
    nanos.recordValue(rollback.nanos());
    evidence.recordValue(rollback.evidence());
    after.recordValue(rollback.after());
    if (nanos.getTotalCount() % SAY_EVERY == 0) {
      System.out.printf(Locale.ROOT, "%d rolled back%n", nanos.getTotalCount());
    }
  }

  long measured() {
    return nanos.getTotalCount();
  }

  /** Those without evidence that a user saw. */
  int early() {
    return early.get();
  }

  /**
   * Writes the table's rows.
   *
   * @param goal which percentile is to be at most five seconds
   * @param unanswered requests that nobody answered
   */
  void report(Figures figures, int goal, long unanswered) {
    figures.add("rollbacks measured", measured());
    for (int percentile : List.of(MEDIAN, HIGH, MOST)) {
      String what =
          "Fail condition to the candidate's last answer, "
              + (percentile == MOST ? "most" : "p" + percentile);
      double seconds = nanos.getValueAtPercentile(percentile) / NANOS;
      if (percentile == goal) {
        figures.add(what, seconds, "s", GOAL_SECONDS);
      } else {
        figures.add(what, seconds, "s");
      }
    }
    figures.add(
        "the same, first rollback of each service, most",
        first.getValueAtPercentile(MOST) / NANOS,
        "s");
    figures.add(
        "candidate's answers from the first bad one to the Fail, p50",
        evidence.getValueAtPercentile(MEDIAN));
    figures.add(
        "candidate's answers from the first bad one to the Fail, p99",
        evidence.getValueAtPercentile(HIGH));
    figures.add("candidate's answers after the Fail, p99", after.getValueAtPercentile(HIGH));
    figures.add("rolled back of evidence that no user saw, and not measured", early());
    figures.add("requests that nobody answered", unanswered);
    nanos.outputPercentileDistribution(System.out, 2, NANOS);
  }
}
