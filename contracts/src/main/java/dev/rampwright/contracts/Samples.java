package dev.rampwright.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Latencies and cache lookups of one revision in one epoch, as seen by the pod that took the
 * requests, the hop to the candidate included. Each latency is one sample per request that the
 * revision's engine answered with status 2xx, completely and at the first attempt: a replay says
 * nothing of the engine, and a failure has a class of its own.
 *
 * <p>A histogram is an HdrHistogram in its V2 compressed form, Base64: microseconds, 1 to
 * 3,600,000,000, values beyond clamped; 2 significant digits, which is a relative error of at most
 * 1%. Absent while it has no sample.
 *
 * @param ttft from the request's arrival to the answer's first content event; of streamed answers
 *     only, because the first byte of others comes with the last
 * @param itl mean gap between a stream's content events, {@code (last - first) / (events - 1)}; one
 *     value per request, because the gaps inside one answer are not independent; of answers with at
 *     least two events
 * @param e2e from the request's arrival to the answer's end
 * @param cacheHits answered requests that the revision's cache replayed
 * @param cacheMisses answered requests that it looked up and did not find; what may not be looked
 *     up counts in neither
 */
public record Samples(
    @Nullable String ttft,
    @Nullable String itl,
    @Nullable String e2e,
    long cacheHits,
    long cacheMisses) {
  public static final Samples NONE = new Samples(null, null, null, 0, 0);
}
