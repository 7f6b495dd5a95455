package dev.rampwright.operator.ramp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bound that the candidate must keep at every step: absolute, against the stable revision, or
 * both.
 */
public sealed interface Gate
    permits Gate.ErrorRate, Gate.Latency, Gate.CacheHitRate, Gate.OutputTokensPerSecond, QueryGate {
  /** The user's name for it; stands in verdicts, status and events. */
  String name();

  /** Whether it is only shown: it neither fails nor delays the ramp. */
  boolean dryRun();

  /** The unit of its value, limit and bounds. */
  Unit unit();

  /** How many of its bounds a confidence is spent on: at most two. */
  int bounds();

  /** What a number of a verdict counts. */
  enum Unit {
    FRACTION,
    MILLISECONDS,
    TOKENS_PER_SECOND,
    /** Whatever the query that it comes from computes. */
    NUMBER
  }

  /** What takes time. */
  enum Span {
    TTFT,
    ITL,
    E2E
  }

  /**
   * A bound on failed requests over finished requests.
   *
   * @param name the user's name for it
   * @param max the highest rate allowed, above 0 and at most 1
   * @param maxDelta how far it may be above stable's rate, at least 0 and below 1
   */
  record ErrorRate(String name, @Nullable Double max, @Nullable Double maxDelta, boolean dryRun)
      implements Gate {
    public ErrorRate {
      requireOne(name, max, maxDelta);
      require(
          max == null || (max > 0 && max <= 1),
          name,
          "max must be above 0 and at most 1, is %s; no finite sample can show a rate of 0, take a"
              + " small one such as 0.001",
          max);
      require(
          maxDelta == null || (maxDelta >= 0 && maxDelta < 1),
          name,
          "vsStable.maxDelta must be at least 0 and below 1, is %s",
          maxDelta);
    }

    /** An absolute bound. */
    public ErrorRate(String name, double max) {
      this(name, max, null, false);
    }

    @Override
    public Unit unit() {
      return Unit.FRACTION;
    }

    @Override
    public int bounds() {
      return count(max, maxDelta);
    }
  }

  /**
   * A bound on a quantile of a time.
   *
   * @param name the user's name for it
   * @param span which time
   * @param quantile above 0 and below 1
   * @param max the longest allowed, above 0
   * @param maxRatio how many times stable's it may be, at least 1
   */
  record Latency(
      String name,
      Span span,
      double quantile,
      @Nullable Duration max,
      @Nullable Double maxRatio,
      boolean dryRun)
      implements Gate {
    public Latency {
      requireOne(name, max, maxRatio);
      requireQuantile(name, quantile);
      require(max == null || max.isPositive(), name, "max must be above 0s, is %s", max);
      require(
          maxRatio == null || maxRatio >= 1,
          name,
          "vsStable.maxRatio must be at least 1, is %s",
          maxRatio);
    }

    @Override
    public Unit unit() {
      return Unit.MILLISECONDS;
    }

    @Override
    public int bounds() {
      return count(max, maxRatio);
    }
  }

  /**
   * A bound on hits over lookups of the response cache.
   *
   * @param name the user's name for it
   * @param min the lowest rate allowed, above 0 and below 1
   * @param minRatio which share of stable's rate it must reach, above 0 and at most 1
   */
  record CacheHitRate(String name, @Nullable Double min, @Nullable Double minRatio, boolean dryRun)
      implements Gate {
    public CacheHitRate {
      requireOne(name, min, minRatio);
      require(
          min == null || (min > 0 && min < 1), name, "min must be above 0 and below 1, is %s", min);
      requireMinRatio(name, minRatio);
    }

    @Override
    public Unit unit() {
      return Unit.FRACTION;
    }

    @Override
    public int bounds() {
      return count(min, minRatio);
    }
  }

  /**
   * A bound on the speed at which a stream's tokens come.
   *
   * @param name the user's name for it
   * @param quantile above 0 and below 1, of the speed: a low one bounds the slow streams
   * @param min tokens a second, above 0
   * @param minRatio which share of stable's speed it must reach, above 0 and at most 1
   */
  record OutputTokensPerSecond(
      String name, double quantile, @Nullable Double min, @Nullable Double minRatio, boolean dryRun)
      implements Gate {
    public OutputTokensPerSecond {
      requireOne(name, min, minRatio);
      requireQuantile(name, quantile);
      require(min == null || min > 0, name, "min must be above 0, is %s", min);
      requireMinRatio(name, minRatio);
    }

    @Override
    public Unit unit() {
      return Unit.TOKENS_PER_SECOND;
    }

    @Override
    public int bounds() {
      return count(min, minRatio);
    }
  }

  private static int count(@Nullable Object absolute, @Nullable Object relative) {
    return (absolute == null ? 0 : 1) + (relative == null ? 0 : 1);
  }

  private static void requireOne(
      String name, @Nullable Object absolute, @Nullable Object relative) {
    require(
        count(absolute, relative) > 0, name, "it has no bound; write max, min or vsStable%s", "");
  }

  private static void requireQuantile(String name, double quantile) {
    require(
        quantile > 0 && quantile < 1,
        name,
        "quantile must be above 0 and below 1, is %s",
        quantile);
  }

  private static void requireMinRatio(String name, @Nullable Double minRatio) {
    require(
        minRatio == null || (minRatio > 0 && minRatio <= 1),
        name,
        "vsStable.minRatio must be above 0 and at most 1, is %s",
        minRatio);
  }

  private static void require(boolean good, String name, String problem, @Nullable Object value) {
    if (!good) {
      throw new IllegalArgumentException(
          "rollout.gates: %s: %s".formatted(name, problem.formatted(value)));
    }
  }
}
