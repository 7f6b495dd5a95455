package dev.rampwright.sidecar.observe;

import dev.rampwright.sidecar.http.FinishedRequest;

/** What one series of tenants counts, since it is shown. Lives on the event loop. */
final class TenantCounts {
  private long requests;
  private long hits;
  private long inputTokens;
  private long outputTokens;

  void count(FinishedRequest request) {
    requests++;
    hits += request.cache().isHit() ? 1 : 0;
    inputTokens += request.tokens().input().orElse(0);
    outputTokens += request.tokens().output().orElse(0);
  }

  long requests() {
    return requests;
  }

  long hits() {
    return hits;
  }

  long inputTokens() {
    return inputTokens;
  }

  long outputTokens() {
    return outputTokens;
  }
}
