package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.sample.Latencies;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** When a request arrived, and when its answer's content came. Lives on the event loop. */
final class Pace {
  private final LongSupplier nanos;
  private final long arrived;
  private long first;
  private long last;
  private long events;

  /**
   * The request arrives now.
   *
   * @param nanos monotonic time
   */
  Pace(LongSupplier nanos) {
    this.nanos = nanos;
    this.arrived = nanos.getAsLong();
  }

  /** An event with content came. */
  void content() {
    last = nanos.getAsLong();
    if (events++ == 0) {
      first = last;
    }
  }

  Duration sinceArrival() {
    return Duration.ofNanos(nanos.getAsLong() - arrived);
  }

  /** As if the answer ended now. */
  Latencies latencies() {
    return new Latencies(
        events == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(first - arrived)),
        events < 2
            ? Optional.empty()
            : Optional.of(Duration.ofNanos((last - first) / (events - 1))),
        sinceArrival());
  }
}
