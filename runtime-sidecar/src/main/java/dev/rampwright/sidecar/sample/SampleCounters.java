package dev.rampwright.sidecar.sample;

import dev.rampwright.contracts.Samples;

/** Latencies and cache lookups of one revision in one epoch. Lives on the event loop. */
public final class SampleCounters {
  private final LatencyHistogram ttft = new LatencyHistogram();
  private final LatencyHistogram itl = new LatencyHistogram();
  private final LatencyHistogram e2e = new LatencyHistogram();
  private long cacheHits;
  private long cacheMisses;

  /** The revision's engine answered a request in full. */
  public void answered(Latencies latencies) {
    latencies.ttft().ifPresent(ttft::record);
    latencies.itl().ifPresent(itl::record);
    e2e.record(latencies.e2e());
  }

  /** The revision's cache replayed an answer. */
  public void cacheHit() {
    cacheHits++;
  }

  /** The revision's cache had no answer. */
  public void cacheMiss() {
    cacheMisses++;
  }

  public Samples snapshot() {
    return new Samples(ttft.encoded(), itl.encoded(), e2e.encoded(), cacheHits, cacheMisses);
  }
}
