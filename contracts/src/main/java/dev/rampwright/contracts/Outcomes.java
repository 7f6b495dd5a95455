package dev.rampwright.contracts;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one revision in one epoch, all cumulative.
 *
 * @param started requests assigned to the revision, counted when that was decided; replays and
 *     client aborts included, so that the measured share is exact at every instant
 * @param finished those that ended, well or badly; replays and client aborts do not count
 * @param errors those that ended badly, by class
 * @param samples what latency and hit rate are judged by; absent from sidecars of 0.1.0. Its
 *     histograms are text, so a reader that adds several sidecars up must decode them
 */
public record Outcomes(
    long started, long finished, Map<ErrorClass, Long> errors, @Nullable Samples samples) {
  public static final Outcomes NONE = new Outcomes(0, 0, Map.of());

  public Outcomes {
    errors = Map.copyOf(errors);
  }

  /** Counters without samples. */
  public Outcomes(long started, long finished, Map<ErrorClass, Long> errors) {
    this(started, finished, errors, null);
  }

  /** All errors together. */
  public long failed() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Both together, without samples: their histograms are text, which a reader decodes first. */
  public Outcomes plus(Outcomes other) {
    Map<ErrorClass, Long> sum = new TreeMap<>(errors);
    other.errors.forEach((error, count) -> sum.merge(error, count, Long::sum));
    return new Outcomes(started + other.started, finished + other.finished, sum);
  }
}
