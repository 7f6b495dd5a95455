package dev.rampwright.api.tokencache;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator reports; it is the only writer.
 *
 * @param observedGeneration the spec that this status answers
 * @param conditions Ready, RedisReachable, Prewarmed
 * @param redisAddress {@code host:port} of the second level
 * @param redisTls whether it is reached by TLS; absent without one, or in clear text
 * @param sidecars sidecars that use this cache
 * @param hitRate hits over lookups of all of them since their start, two decimals
 * @param epoch the epoch that all sidecars have in force
 * @param tokenHitRate hits over lookups of token IDs and counts, likewise
 * @param corruptRepaired damaged entries of the second level that running sidecars have found and
 *     dropped
 * @param prewarmed how many of the entries to pre-warm every sidecar has: {@code 3/12}
 * @param targetsMet how many of the profile's targets are met: {@code 5/6}
 * @param targets each of them
 */
public record TokenCacheStatus(
    @Nullable Long observedGeneration,
    @Nullable List<Condition> conditions,
    @Nullable String redisAddress,
    @Nullable Boolean redisTls,
    @Nullable Integer sidecars,
    @Nullable String hitRate,
    @Nullable Long epoch,
    @Nullable String tokenHitRate,
    @Nullable Long corruptRepaired,
    @Nullable String prewarmed,
    @Nullable String targetsMet,
    @Nullable List<TargetStatus> targets) {
  /** Without what the sidecars count beside their hits. */
  public TokenCacheStatus(
      @Nullable Long observedGeneration,
      @Nullable List<Condition> conditions,
      @Nullable String redisAddress,
      @Nullable Boolean redisTls,
      @Nullable Integer sidecars,
      @Nullable String hitRate,
      @Nullable Long epoch) {
    this(
        observedGeneration,
        conditions,
        redisAddress,
        redisTls,
        sidecars,
        hitRate,
        epoch,
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * One target of the profile.
   *
   * @param name HitRate, LatencyP50, LatencyP95, LatencyP99, Memory or Throughput
   * @param target with its unit
   * @param measured likewise; absent: nothing was measured
   * @param state whether it is met
   */
  public record TargetStatus(
      String name, String target, @Nullable String measured, TargetState state) {}

  /** Whether a target is met. */
  public enum TargetState {
    Met,
    Missed,
    NotMeasured
  }
}
