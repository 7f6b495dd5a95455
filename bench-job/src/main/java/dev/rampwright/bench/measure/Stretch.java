package dev.rampwright.bench.measure;

/**
 * A stretch of time on the clock of a run, in nanoseconds.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record Stretch(long from, long to) {
  /** Its length, never negative. */
  public long nanos() {
    return Math.max(0, to - from);
  }

  /** Its part before a time. */
  public Stretch until(long time) {
    return new Stretch(from, Math.min(to, time));
  }

  /** Whether a time lies in it. */
  public boolean contains(long time) {
    return time >= from && time < to;
  }

  /** How much of the time from {@code first} to {@code last} lies in it, 0 to 1. */
  public double shareOf(long first, long last) {
    if (last <= first) {
      return contains(last) ? 1 : 0;
    }
    long overlap = Math.min(last, to) - Math.max(first, from);
    return Math.clamp(overlap / (double) (last - first), 0.0, 1.0);
  }
}
