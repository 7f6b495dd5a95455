package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Observation.Outcomes;
import dev.rampwright.operator.ramp.sequential.Distribution;
import java.util.Optional;

/**
 * What one revision's requests showed, of the epoch or its last window.
 *
 * @param requests those that ended
 * @param finishedInEpoch those that ended since the epoch began, whatever the window
 * @param samples what else was measured; empty if the sidecars measure nothing else
 */
public record Evidence(Outcomes requests, long finishedInEpoch, Optional<Samples> samples) {
  public static final Evidence NONE = of(Outcomes.NONE);

  /** Without samples. */
  public static Evidence of(Outcomes requests) {
    return new Evidence(requests, requests.finished(), Optional.empty());
  }

  /** The same with samples. */
  public Evidence with(Samples measured) {
    return new Evidence(requests, finishedInEpoch, Optional.of(measured));
  }

  /** The same with the last minute's lookups, if lookups are measured at all. */
  public Evidence withRecent(Lookups recent) {
    return new Evidence(requests, finishedInEpoch, samples.map(it -> it.withRecent(recent)));
  }

  /** Of two pods together; samples of one are better than none. */
  public Evidence plus(Evidence other) {
    return new Evidence(
        new Outcomes(
            requests.finished() + other.requests.finished(),
            requests.failed() + other.requests.failed()),
        finishedInEpoch + other.finishedInEpoch,
        samples.map(it -> it.plus(other.samples.orElse(Samples.NONE))).or(other::samples));
  }

  /** What came after an earlier state of the same counters. */
  public Evidence since(Evidence earlier) {
    long failed = requests.failed() - earlier.requests.failed();
    return new Evidence(
        new Outcomes(Math.max(requests.finished() - earlier.requests.finished(), failed), failed),
        finishedInEpoch,
        samples.map(it -> it.since(earlier.samples.orElse(Samples.NONE))));
  }

  /**
   * Measurements.
   *
   * @param ttft time to the first token of the streamed answers that the cache did not give
   * @param itl time between their tokens
   * @param e2e whole time of all answers that the cache did not give
   * @param cache lookups in the cache
   * @param recent those of the last minute
   */
  public record Samples(
      Distribution ttft, Distribution itl, Distribution e2e, Lookups cache, Lookups recent) {
    public static final Samples NONE =
        new Samples(
            Distribution.NONE, Distribution.NONE, Distribution.NONE, Lookups.NONE, Lookups.NONE);

    private Samples withRecent(Lookups lookups) {
      return new Samples(ttft, itl, e2e, cache, lookups);
    }

    private Samples plus(Samples other) {
      return new Samples(
          ttft.plus(other.ttft),
          itl.plus(other.itl),
          e2e.plus(other.e2e),
          cache.plus(other.cache),
          recent.plus(other.recent));
    }

    private Samples since(Samples earlier) {
      return new Samples(
          ttft.minus(earlier.ttft),
          itl.minus(earlier.itl),
          e2e.minus(earlier.e2e),
          cache.minus(earlier.cache),
          recent);
    }
  }

  /**
   * Lookups in the response cache.
   *
   * @param hits those that found an answer
   * @param misses those that found none
   */
  public record Lookups(long hits, long misses) {
    public static final Lookups NONE = new Lookups(0, 0);

    /** All of them. */
    public long total() {
      return hits + misses;
    }

    /** Both together. */
    public Lookups plus(Lookups other) {
      return new Lookups(hits + other.hits, misses + other.misses);
    }

    /** What came after an earlier state of the same counters. */
    public Lookups minus(Lookups earlier) {
      return new Lookups(Math.max(0, hits - earlier.hits), Math.max(0, misses - earlier.misses));
    }

    /** Hits over all; 0 without lookups. */
    public double rate() {
      return total() == 0 ? 0 : (double) hits / total();
    }
  }
}
