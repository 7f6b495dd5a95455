package dev.rampwright.sidecar.observe;

import dev.rampwright.sidecar.http.ExchangeEvents;
import dev.rampwright.sidecar.http.FinishedRequest;
import dev.rampwright.sidecar.http.Outcome;
import dev.rampwright.sidecar.http.Role;
import dev.rampwright.sidecar.sample.LatencyHistogram;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this pod gave its clients since it began: replays and the own engine's answers, not what a
 * candidate's pod answered. Lives on the event loop.
 */
public final class ServiceTally implements ExchangeEvents {
  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final double WINDOW_SECONDS = 10;

  private final ExchangeEvents also;
  private final LongSupplier nanos;
  private final LatencyHistogram firstBytes = new LatencyHistogram();
  private long windowBegan;
  private long inWindow;
  private long peak;
  private long shed;

  /**
   * Begins to count.
   *
   * @param also who else is told
   * @param nanos monotonic time
   */
  public ServiceTally(ExchangeEvents also, LongSupplier nanos) {
    this.also = also;
    this.nanos = nanos;
    this.windowBegan = nanos.getAsLong();
  }

  @Override
  public void firstByte(Role role, Duration sinceArrival) {
    also.firstByte(role, sinceArrival);
    if (role != Role.CANDIDATE) {
      firstBytes.record(sinceArrival);
    }
  }

  @Override
  public void ended(FinishedRequest request) {
    also.ended(request);
    Outcome outcome = request.outcome();
    if (outcome instanceof Outcome.Shed) {
      shed++;
    }
    if (request.role() != Role.CANDIDATE && outcome.status() / 100 == 2) {
      count();
    }
  }

  private void count() {
    long now = nanos.getAsLong();
    if (now - windowBegan >= WINDOW_NANOS) {
      windowBegan = now;
      inWindow = 0;
    }
    inWindow++;
    peak = Math.max(peak, inWindow);
  }

  /** A histogram as text; null without a request. */
  public @Nullable String firstBytes() {
    return firstBytes.encoded();
  }

  /** Answered a second in the busiest ten seconds. */
  public double peakPerSecond() {
    return peak / WINDOW_SECONDS;
  }

  /** Turned away because slots and queue were full. */
  public long shed() {
    return shed;
  }
}
