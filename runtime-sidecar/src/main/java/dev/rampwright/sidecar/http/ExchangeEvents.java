package dev.rampwright.sidecar.http;

import java.time.Duration;

/** Told of what happens to requests. */
public interface ExchangeEvents {
  /** The answer's first byte left. */
  default void firstByte(Role role, Duration sinceArrival) {}

  /** A request ended. */
  void ended(FinishedRequest request);

  /** Tells all of these, in their order. */
  static ExchangeEvents all(ExchangeEvents... listeners) {
    return new ExchangeEvents() {
      @Override
      public void firstByte(Role role, Duration sinceArrival) {
        for (ExchangeEvents listener : listeners) {
          listener.firstByte(role, sinceArrival);
        }
      }

      @Override
      public void ended(FinishedRequest request) {
        for (ExchangeEvents listener : listeners) {
          listener.ended(request);
        }
      }
    };
  }
}
