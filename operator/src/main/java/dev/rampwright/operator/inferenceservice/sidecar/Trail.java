package dev.rampwright.operator.inferenceservice.sidecar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * States of growing counters over a span of time: as many as give it in steps of a thirtieth, so
 * that what lies further back than the span can be taken off.
 *
 * @param <T> the counters
 */
final class Trail<T> {
  private static final int STEPS = 30;

  private final Duration span;
  private final Deque<Mark<T>> marks = new ArrayDeque<>();

  private record Mark<T>(Instant at, T counters) {}

  Trail(Duration span) {
    this.span = span;
  }

  /** Takes down the counters as they are. */
  void note(Instant now, T counters) {
    if (marks.isEmpty() || !now.isBefore(marks.getLast().at().plus(span.dividedBy(STEPS)))) {
      marks.addLast(new Mark<>(now, counters));
    }
    Instant begin = now.minus(span);
    while (marks.size() > 1 && !second().at().isAfter(begin)) {
      marks.removeFirst();
    }
  }

  /** The counters as they were a span ago, or at the first note if that is later. */
  T begin() {
    return marks.getFirst().counters();
  }

  private Mark<T> second() {
    return marks.stream().skip(1).findFirst().orElseThrow();
  }
}
