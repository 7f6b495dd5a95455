package dev.rampwright.sidecar.observe;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.cache.policy.TokenUsage;
import dev.rampwright.sidecar.http.CacheWord;
import dev.rampwright.sidecar.http.FinishedRequest;
import dev.rampwright.sidecar.http.Outcome;
import dev.rampwright.sidecar.http.Role;
import dev.rampwright.sidecar.sample.Latencies;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Requests that have ended. */
final class Requests {
  private static final Latencies QUICK =
      new Latencies(Optional.empty(), Optional.empty(), Duration.ofMillis(1));

  private Requests() {}

  /** A replay with 7 tokens of prompt and 5 of answer. */
  static FinishedRequest replayedTo(String tenant, Role role) {
    return request(tenant, role, new Outcome.Replayed(200), QUICK, CacheWord.HIT);
  }

  static FinishedRequest of(Role role, Outcome outcome) {
    return request("alice", role, outcome, QUICK, CacheWord.MISS);
  }

  static FinishedRequest of(String tenant, Outcome outcome, Latencies latencies) {
    return request(tenant, Role.LOCAL, outcome, latencies, CacheWord.MISS);
  }

  private static FinishedRequest request(
      String tenant, Role role, Outcome outcome, Latencies latencies, CacheWord cache) {
    return new FinishedRequest(
        role,
        outcome,
        latencies,
        "r-1",
        new Tenant(tenant),
        "POST",
        "/v1/chat/completions",
        cache,
        10,
        new TokenUsage(OptionalLong.of(7), OptionalLong.of(5)),
        Optional.empty());
  }
}
