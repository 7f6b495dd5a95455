package dev.rampwright.sidecar.split;

import dev.rampwright.contracts.SidecarStats.ErrorClass;
import dev.rampwright.contracts.SidecarStats.Outcomes;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of the requests that one epoch assigned to one revision. A request is counted when it is
 * known to be no replay from a cache, because a replay says nothing about the revision's health.
 */
public final class OutcomeCounters {
  private long started;
  private long finished;
  private final Map<ErrorClass, Long> errors = new EnumMap<>(ErrorClass.class);

  /** A request was assigned and was no replay. */
  public void started() {
    started++;
  }

  /**
   * A started request ended; not called for client aborts.
   *
   * @param error absent if it ended well
   */
  public void finished(@Nullable ErrorClass error) {
    finished++;
    if (error != null) {
      errors.merge(error, 1L, Long::sum);
    }
  }

  public Outcomes snapshot() {
    return new Outcomes(started, finished, errors);
  }
}
