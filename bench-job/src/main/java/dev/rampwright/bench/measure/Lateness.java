package dev.rampwright.bench.measure;

import java.time.Duration;

/**
 * How late the client itself was, over the requests of the measured stretch.
 *
 * @param sent requests
 * @param late those that left more than 1 ms late
 * @param tooLate those that left later than the limit, and count against the client
 * @param limit that limit
 */
public record Lateness(long sent, long late, long tooLate, Duration limit) {
  /** Sends later than this are reported. */
  public static final Duration LATE = Duration.ofMillis(1);

  /**
   * The share of sends beyond the limit beyond which a run says more of its client than its target.
   */
  private static final double MAX_SHARE = 0.05;

  /** Nothing sent. */
  static Lateness none(Duration limit) {
    return new Lateness(0, 0, 0, limit);
  }

  /** With one more send, {@code nanos} after its intended time. */
  Lateness plus(long nanos) {
    return new Lateness(
        sent + 1,
        late + (nanos > LATE.toNanos() ? 1 : 0),
        tooLate + (nanos > limit.toNanos() ? 1 : 0),
        limit);
  }

  /** Whether the client kept up; a single send is forgiven however few there are. */
  public boolean acceptable() {
    return tooLate <= Math.max(1, MAX_SHARE * sent);
  }
}
