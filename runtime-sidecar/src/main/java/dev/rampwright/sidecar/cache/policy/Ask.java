package dev.rampwright.sidecar.cache.policy;

/**
 * A request as the cache sees it.
 *
 * @param tenant on whose behalf
 * @param agent of the tenant's, as the client says: it splits the tenant's entries and can reach no
 *     others; empty: none
 * @param path of the request
 * @param query whether its address carries a query, whose meaning is unknown
 * @param contentType of its body, as it was sent, and the API's version and betas where it names
 *     any: whatever says how the body is to be read
 * @param credential what it authenticates itself with towards the engine, else empty: an answer is
 *     replayed only to those who carry what its first asker carried
 * @param body not copied, nobody may write to it
 * @param directives what its client allows
 */
@SuppressWarnings("ArrayRecordComponent") // Up to 16 MiB that is only ever read.
public record Ask(
    Tenant tenant,
    String agent,
    String path,
    boolean query,
    String contentType,
    String credential,
    byte[] body,
    RequestDirectives directives) {}
