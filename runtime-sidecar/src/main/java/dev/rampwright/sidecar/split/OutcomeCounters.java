package dev.rampwright.sidecar.split;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.sidecar.sample.SampleCounters;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of the requests that one epoch assigned to one revision. Replays from a cache count as
 * started and as lookups, in nothing else, because they say nothing about the revision's health.
 */
public final class OutcomeCounters {
  private long started;
  private long finished;
  private final Map<ErrorClass, Long> errors = new EnumMap<>(ErrorClass.class);
  private final SampleCounters samples = new SampleCounters();

  /** A request was assigned: at once, so that the share is exact while answers are awaited. */
  void started() {
    started++;
  }

  /**
   * A started request ended; not called for replays and client aborts.
   *
   * @param error absent if it ended well
   */
  public void finished(@Nullable ErrorClass error) {
    finished++;
    if (error != null) {
      errors.merge(error, 1L, Long::sum);
    }
  }

  public SampleCounters samples() {
    return samples;
  }

  public Outcomes snapshot() {
    return new Outcomes(started, finished, errors, samples.snapshot());
  }
}
