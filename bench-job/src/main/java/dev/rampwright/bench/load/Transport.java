package dev.rampwright.bench.load;

/** Sends a request and tells its exchange what comes back, on the thread that called. */
public interface Transport {
  /**
   * Begins to send; does not block, and does not fail other than through the exchange.
   *
   * @param index which of the run's requests
   */
  void send(long index, Exchange exchange);
}
