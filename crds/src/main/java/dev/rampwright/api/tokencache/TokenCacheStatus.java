package dev.rampwright.api.tokencache;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator reports; it is the only writer.
 *
 * @param observedGeneration the spec that this status answers
 * @param conditions Ready, RedisReachable
 * @param redisAddress {@code host:port} of the second level
 * @param redisTls whether it is reached by TLS; absent without one, or in clear text
 * @param sidecars sidecars that use this cache
 * @param hitRate hits over lookups of all of them since their start, two decimals
 * @param epoch the epoch that all sidecars have in force
 */
public record TokenCacheStatus(
    @Nullable Long observedGeneration,
    @Nullable List<Condition> conditions,
    @Nullable String redisAddress,
    @Nullable Boolean redisTls,
    @Nullable Integer sidecars,
    @Nullable String hitRate,
    @Nullable Long epoch) {}
