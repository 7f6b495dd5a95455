package dev.rampwright.bench.steady;

import java.util.List;
import java.util.Map;

/**
 * What the steady client saw; its JSON is the program's last line.
 *
 * @param sent requests
 * @param ok answered completely
 * @param failed failures by kind
 * @param unfinished open when the client was told to end; neither ok nor failed
 * @param late sends that left more than 1 ms late
 * @param replayed answers of which a response cache says that it gave them
 * @param revisions outcomes by the revision that answered; {@code unknown} where none is named
 * @param maxSeconds longest answer, from the intended send time
 * @param firstFailures the first ten
 */
record SteadyReport(
    long sent,
    long ok,
    Map<String, Long> failed,
    long unfinished,
    long late,
    long replayed,
    Map<String, RevisionCount> revisions,
    double maxSeconds,
    List<SteadyFailure> firstFailures) {
  /** Outcomes of one revision's answers. */
  record RevisionCount(long ok, long failed) {
    RevisionCount plus(RevisionCount other) {
      return new RevisionCount(ok + other.ok, failed + other.failed);
    }
  }
}
