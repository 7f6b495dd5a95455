package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.sample.Latencies;
import java.time.Duration;

/** Told of what happens to requests. */
public interface ExchangeEvents {
  /** The answer's first byte left. */
  void firstByte(Role role, Duration sinceArrival);

  /** A request ended. */
  void ended(Role role, Outcome outcome, Latencies latencies);
}
