package dev.rampwright.bench.measure;

/**
 * How late the client itself was, over the requests of the measured stretch.
 *
 * @param sent requests
 * @param late those that left more than 1 ms late
 * @param tooLate those that left more than 20 ms late
 */
public record Lateness(long sent, long late, long tooLate) {
  /** Sends later than this are reported. */
  public static final long LATE_NANOS = 1_000_000;

  /** Sends later than this count against the client. */
  public static final long TOO_LATE_NANOS = 20_000_000;

  /** The share of such sends beyond which a run says more about its client than its target. */
  public static final double MAX_SHARE = 0.05;

  /** Whether the client kept up; a single send is forgiven however few there are. */
  public boolean acceptable() {
    return tooLate <= Math.max(1, MAX_SHARE * sent);
  }
}
