package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.cache.policy.TokenUsage;
import dev.rampwright.sidecar.sample.Latencies;
import java.util.Optional;

/**
 * What may be told of a request that has ended; nothing that its client or the model has written,
 * but for the request's id.
 *
 * @param role whose it was
 * @param outcome how it ended
 * @param latencies when what came
 * @param id the client's own, fit for a log, or a new one
 * @param tenant on whose behalf
 * @param method HTTP method; {@code other} if it is none of the usual ones
 * @param route the path's pattern; {@code other} if it is none that is served
 * @param cache what the answer says of its cache
 * @param bytes of the answer's body
 * @param tokens what the answer says of them
 * @param traceId of the trace context that came with it, 32 hexadecimal digits
 */
public record FinishedRequest(
    Role role,
    Outcome outcome,
    Latencies latencies,
    String id,
    Tenant tenant,
    String method,
    String route,
    CacheWord cache,
    long bytes,
    TokenUsage tokens,
    Optional<String> traceId) {}
